import { formatNumber } from '../report/format.ts';
import type { RunRecord } from '../run-record.ts';
import { isRefused, requestsOf } from '../samples/requests.ts';

type Seen = Pick<RunRecord, 'plan' | 'samples' | 'warmUp' | 'arrivals' | 'taken' | 'formerRuns'>;

/**
 * A sentence on webhooks of others on the same stage; none where there were none, or nobody can tell. An embedded stack
 * tells by the ids of what arrived; a stage on AWS counts what it took, by the minute.
 */
export function tellOthers(seen: Seen): readonly string[] {
  const { plan, samples, warmUp, arrivals, taken = 0, formerRuns = [] } = seen;
  const requests = requestsOf([...warmUp, ...samples], plan.timeoutMs);
  const own = new Set(requests.map(({ id }) => id));
  const strangers = new Set(
    arrivals.filter(({ deliveryId }) => !own.has(deliveryId)).map(({ deliveryId }) => deliveryId),
  );
  if (strangers.size > 0) {
    return [
      `${formatNumber(strangers.size)} webhooks arrived that this run did not send: nothing else may use the stage meanwhile.`,
    ];
  }
  // One without an answer may have been taken. Another run may have a part of the first minute.
  const others = taken - requests.filter((one) => !isRefused(one)).length;
  return others > 0 && formerRuns.length === 0
    ? [
        `${formatNumber(others)} webhooks were taken, in the minutes of this run, that it did not send: they are in the figures of the functions, of the backlog and of the age, and in the alarms.`,
      ]
    : [];
}
