import type { z } from 'zod';
import { isExpectedIn } from '../judge/expected-alarms.ts';
import type { RunRecord } from '../run-record.ts';
import type { reportSchema } from './report-schema.ts';

type Observed = Partial<
  Pick<z.output<typeof reportSchema>, 'age' | 'alarms' | 'emptySince' | 'functions' | 'memory'>
>;

/**
 * What the stage told of itself while it was loaded, as far as it was asked.
 *
 * @param startedAt when the first webhook was due, in milliseconds since 1970
 */
export function observedOf(record: RunRecord, startedAt: number): Observed {
  const { ages, alarms, emptySince, functions, memory } = record;
  const second = (at: number) => (at - startedAt) / 1000;
  return {
    ...(ages && {
      age: ages.map(({ at, seconds }) => ({ second: second(at), ageSeconds: seconds })),
    }),
    ...(alarms && {
      alarms: alarms.map((alarm) => {
        const { name, from, to } = alarm;
        return {
          ...{ name, from: second(from) },
          ...(to === undefined ? {} : { to: second(to) }),
          // One that was on before says nothing of this run.
          ...(from < record.plan.at ? {} : { isExpected: isExpectedIn(record, alarm) }),
        };
      }),
    }),
    ...(emptySince !== undefined && { emptySince: second(emptySince) }),
    ...(functions && { functions }),
    ...(memory && {
      memory: memory.map(({ at, bytes }) => ({ second: second(at), megabytes: bytes / 1e6 })),
    }),
  };
}
