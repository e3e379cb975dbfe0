import type { Line } from '../telemetry/line.ts';

/** A source whose sender's log has no token yet is not behind, and has missed nothing: its alarms are to stay quiet. */
export function reportOff(line: Line, source: string): void {
  for (const name of [
    'RedeliveryRequested',
    'MissedDeliveries',
    'DeliveredButAbsent',
    'DeliveryLogUnreadable',
    'ReconciliationLag',
  ] as const) {
    line.record(name, 0, { source });
  }
  line.end('info', 'delivery log not read: it has no token', { source });
}
