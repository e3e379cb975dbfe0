import type { OpenLine } from '../telemetry/line.ts';
import type { Cadence } from '../webhook/cadence.ts';
import { silencePercent } from '../webhook/expected-time.ts';
import type { Heard } from './listen.ts';

/** Publishes how silent each source is that was ever heard: at 100 % it is silent for longer than it may be. */
export function reportSilence(
  openLine: OpenLine,
  cadences: Readonly<Record<string, Cadence>>,
  { at }: Heard,
  now: number,
): void {
  for (const [source, cadence] of Object.entries(cadences)) {
    const heardAt = at[source];
    if (heardAt === undefined) continue;
    const silence = silencePercent(cadence, heardAt, now);
    const line = openLine();
    line.record('SourceSilence', silence, { source });
    const expected = cadence.text;
    line.end('info', 'source watched', {
      source,
      heardAt: new Date(heardAt).toISOString(),
      expected,
    });
  }
}
