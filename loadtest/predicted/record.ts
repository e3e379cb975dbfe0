import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Environment } from '../report/environment.ts';
import type { SpikeRecord } from './measure-spike.ts';

const file = join(import.meta.dirname, 'record.json');

const schema = z.strictObject({
  day: z.iso.date(),
  commit: z.string(),
  machine: z.string(),
  node: z.string(),
  sent: z.int(),
  accepted: z.int(),
  processingMs: z.number(),
  /** Receipt and arrival, in milliseconds since the first receipt. */
  passages: z.array(z.tuple([z.int(), z.int()])),
});

/** The run that docs/capacity.md publishes. */
export type PublishedRun = Omit<z.output<typeof schema>, 'passages'> & SpikeRecord;

/** @throws Error where the file is not as it was written */
export function readRecord(): PublishedRun {
  const { passages, ...rest } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    ...rest,
    passages: passages.map(([receivedAt, arrivedAt]) => ({ receivedAt, arrivedAt })),
  };
}

export function writeRecord(run: SpikeRecord, environment: Environment, now: Date): void {
  const { commit, machine, node } = environment;
  const first = Math.min(...run.passages.map(({ receivedAt }) => receivedAt));
  const record = {
    ...{ day: now.toISOString().slice(0, 10), commit, machine, node, ...run },
    passages: run.passages.map((one) => [one.receivedAt - first, one.arrivedAt - first] as const),
  };
  // A line for each webhook, as the formatter has it.
  const text = JSON.stringify(schema.parse(record), null, 2);
  writeFileSync(file, `${text.replace(/\[\s+(\d+),\s+(\d+)\s+\]/g, '[$1, $2]')}\n`);
}
