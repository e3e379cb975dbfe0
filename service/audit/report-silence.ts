import type { OpenLine } from '../telemetry/line.ts';
import type { Cadence } from '../webhook/cadence.ts';
import { silencePercent } from '../webhook/expected-time.ts';
import type { Heard } from './listen.ts';

/**
 * Publishes how silent each source is: at 100 % it is silent for longer than it may be. One that was never heard is not
 * silent: nobody has set it up yet.
 */
export function reportSilence(
  openLine: OpenLine,
  cadences: Readonly<Record<string, Cadence>>,
  { at }: Heard,
  now: number,
): void {
  for (const [source, cadence] of Object.entries(cadences)) {
    const heardAt = at[source];
    const line = openLine();
    const silence = heardAt === undefined ? 0 : silencePercent(cadence, heardAt, now);
    line.record('SourceSilence', silence, { source });
    line.end('info', 'source watched', {
      source,
      heardAt: heardAt === undefined ? 'never' : new Date(heardAt).toISOString(),
      expected: cadence.text,
    });
  }
}
