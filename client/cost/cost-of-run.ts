import { createBill } from './bill.ts';
import { meteredUsage } from './metered-usage.ts';
import type { Part } from './parts.ts';
import { plannedProd } from './planned-usage.ts';
import type { FunctionTime, MeterReading } from './read-meter.ts';

/** What a million webhooks like those of a run cost, without what the stage costs by itself. */
export interface RunCost {
  /** Accepted webhooks over the time between both readings: X-Ray's share depends on it. */
  readonly ratePerSecond: number;
  readonly dollars: number;
  /** The dearest first. */
  readonly parts: readonly { readonly name: Part; readonly dollars: number }[];
}

/**
 * The cost of a run by what the embedded stack metered of it, at list prices of us-east-1 and without free tiers, with the
 * sampling of prod. The readings are `readMeter`'s: one before the first webhook, one when the queues are empty again.
 *
 * @param webhooks that were accepted in between, those of a warm-up too if it lies in between
 * @param hasAcl whether a web ACL looks at each request, as one does in prod
 * @returns nothing where no webhook was accepted, or where the stack was started anew in between
 */
export function costOfRun(
  before: MeterReading,
  after: MeterReading,
  webhooks: number,
  hasAcl = true,
): RunCost | undefined {
  const seconds = after.seconds - before.seconds;
  if (webhooks <= 0 || seconds <= 0) return undefined;
  const usage = countsBetween(before, after);
  if (usage.some(({ amount }) => amount < 0)) return undefined;
  const ratePerSecond = webhooks / seconds;
  const functions = [...timesBetween(before, after)];
  const metered = meteredUsage({ seconds, accepted: webhooks, usage, functions }, hasAcl);
  const { sampling } = plannedProd;
  const { usdPerMillion, parts } = createBill(
    { ...metered, sampling, perMonth: {} },
    ratePerSecond,
  );
  return {
    ratePerSecond,
    dollars: usdPerMillion,
    parts: parts.map((part) => ({ name: part.part, dollars: part.usdPerMillion })),
  };
}

function countsBetween(before: MeterReading, after: MeterReading): MeterReading['usage'] {
  const keyOf = ({ unit, of }: MeterReading['usage'][number]) => `${unit} ${of}`;
  const then = new Map(before.usage.map((each) => [keyOf(each), each.amount]));
  return after.usage.map((each) => ({
    ...each,
    amount: each.amount - (then.get(keyOf(each)) ?? 0),
  }));
}

const times = ['invocations', 'billedMs', 'initMs', 'cpuMs', 'waitMs', 'ownMs'] as const;

function timesBetween(before: MeterReading, after: MeterReading): readonly FunctionTime[] {
  return after.functions.map((each) => {
    const then = before.functions.find(({ of }) => of === each.of);
    const passed = times.map((time) => [time, each[time] - (then?.[time] ?? 0)] as const);
    return { ...each, ...Object.fromEntries(passed) };
  });
}
