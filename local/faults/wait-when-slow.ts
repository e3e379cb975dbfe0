import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../client/faults/fault.ts';
import { strike } from './strike.ts';

type SlowName = 'queue-slow' | 'table-slow' | 'store-slow' | 'secrets-slow';

/** Holds a call up for as long as the fault says, if it strikes. */
export async function waitWhenSlow(faults: readonly Fault[], name: SlowName): Promise<void> {
  const fault = strike(faults, [name]);
  if (fault === undefined) return;
  await delay((fault.seconds ?? 0) * 1000, undefined, { ref: false });
}
