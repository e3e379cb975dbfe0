import { z } from 'zod';
import { type BillableUnit, listPrices } from '../../dashboards/list-prices.ts';
import { CommandError } from '../command-error.ts';
import type { StackDescription } from '../stack-file.ts';

const billableUnit = z.custom<BillableUnit>(
  (unit) => typeof unit === 'string' && Object.hasOwn(listPrices, unit),
);
const functionTime = z.object({
  of: z.string(),
  memoryMb: z.number(),
  invocations: z.number(),
  /** By the clock, initialization included: as AWS bills it. */
  billedMs: z.number(),
  initMs: z.number(),
  cpuMs: z.number(),
  waitMs: z.number(),
  /** CPU time and waiting, each invocation by milliseconds begun. */
  ownMs: z.number(),
});
/** What all invocations of a function took. */
export type FunctionTime = z.infer<typeof functionTime>;

const meterAnswer = z.object({
  /** Since the stack started. */
  seconds: z.number(),
  /** Webhooks that were accepted. */
  accepted: z.number(),
  /** By what used it: an action, a function, a log group. */
  usage: z.array(z.object({ unit: billableUnit, of: z.string(), amount: z.number() })),
  functions: z.array(functionTime),
});
export type MeterReading = z.infer<typeof meterAnswer>;

/**
 * What the embedded stack has used since it started.
 *
 * @throws CommandError where it has no meter, or does not answer
 */
export async function readMeter({ meterUrl }: StackDescription): Promise<MeterReading> {
  const remedy = 'Stop the embedded stack, and start it again with `npm start`.';
  if (meterUrl === undefined) {
    throw new CommandError('The running embedded stack has no meter.', remedy);
  }
  const answer = await fetch(meterUrl)
    .then((response) => response.json())
    .catch((cause: unknown) => {
      const message = "The embedded stack's meter does not answer.";
      throw new CommandError(message, remedy, { cause });
    });
  return meterAnswer.parse(answer);
}
