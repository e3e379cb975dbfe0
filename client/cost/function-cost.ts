import type { FunctionTime, MeterReading } from './read-meter.ts';
import { byTime } from './usage-by-time.ts';

/**
 * GB-seconds for each webhook. By the clock is what AWS would bill of the very same invocations; a machine whose cores are
 * busy with other work lengthens it. Their own time leaves that out, and the starts of environments: it is what the bill goes
 * by.
 */
export interface FunctionCost {
  readonly own: number;
  readonly byClock: number;
}

export function functionCost({
  accepted,
  functions,
}: Pick<MeterReading, 'accepted' | 'functions'>): FunctionCost {
  const ofWebhooks = functions.filter(({ of }) => !byTime.gigabyteSecond?.test(of));
  const sum = (time: (each: FunctionTime) => number) =>
    ofWebhooks.reduce((all, each) => all + time(each) * (each.memoryMb / 1024), 0);
  const each = (ms: number) => ms / 1000 / accepted;
  return { own: each(sum(({ ownMs }) => ownMs)), byClock: each(sum(({ billedMs }) => billedMs)) };
}
