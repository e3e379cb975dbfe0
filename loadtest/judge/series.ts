import { planArrivals } from '../plan/phases.ts';
import type { RunRecord } from '../run-record.ts';
import { isAccepted, requestsOf } from '../samples/requests.ts';
import { type Percentiles, percentilesOf } from './statistics.ts';

/** What happened in one second of the run; the first is 0. Latencies are in milliseconds. */
export interface Second {
  readonly second: number;
  readonly planned: number;
  readonly sent: number;
  readonly accepted: number;
  /** Arrived at a destination. */
  readonly arrived: number;
  /** From when they were due to their complete answers, of the requests due in this second. */
  readonly answer: Percentiles | undefined;
  /** From receipt to arrival, for the webhooks received in this second. */
  readonly endToEnd: Percentiles | undefined;
  /** Seconds: at the end of the second, the age of the oldest webhook that was received and had not arrived. */
  readonly oldest: number;
}

interface BacklogPoint {
  /** Seconds since the run began. */
  readonly second: number;
  readonly waiting: number;
  readonly inFlight: number;
}

export interface Series {
  readonly seconds: readonly Second[];
  readonly backlog: readonly BacklogPoint[];
}

/** The run second by second, until its last arrival. */
export function seriesOf(record: RunRecord, startedAt: number): Series {
  const planned = planArrivals(record.plan.phases);
  const secondOf = (at: number) => Math.floor((at - startedAt) / 1000);
  const requests = requestsOf(record.samples, record.plan.timeoutMs);
  const ids = new Set(requests.map(({ id }) => id));
  const arrivals = record.arrivals.filter(({ deliveryId }) => ids.has(deliveryId));

  const sent = Map.groupBy(requests, (one) => secondOf(one.sent.sentAt));
  const accepted = Map.groupBy(requests.filter(isAccepted), ({ answered }) =>
    secondOf(answered?.at ?? 0),
  );
  const arrived = Map.groupBy(arrivals, ({ arrivedAt }) => secondOf(arrivedAt));
  const due = Map.groupBy(requests, (one) => secondOf(one.sent.dueAt));
  const received = Map.groupBy(arrivals, ({ receivedAt }) => secondOf(receivedAt));
  const oldest = oldestAt(arrivals, startedAt);
  const length = [...arrived.keys()].reduce(
    (most, second) => Math.max(most, second + 1),
    planned.length,
  );

  return {
    seconds: Array.from({ length }, (_, second) => ({
      second,
      planned: planned[second] ?? 0,
      sent: sent.get(second)?.length ?? 0,
      accepted: accepted.get(second)?.length ?? 0,
      arrived: arrived.get(second)?.length ?? 0,
      answer: percentilesOf(due.get(second)?.map(({ latencyMs }) => latencyMs) ?? []),
      endToEnd: percentilesOf(
        received.get(second)?.map(({ receivedAt, arrivedAt }) => arrivedAt - receivedAt) ?? [],
      ),
      oldest: oldest.get(second) ?? 0,
    })),
    backlog: record.backlog.map(({ at, waiting, inFlight }) => ({
      second: (at - startedAt) / 1000,
      waiting,
      inFlight,
    })),
  };
}

/** By second, counted from a start: how old the oldest was at its end that had not yet arrived. */
function oldestAt(arrivals: RunRecord['arrivals'], startedAt: number): ReadonlyMap<number, number> {
  const ages = new Map<number, number>();
  for (const { receivedAt, arrivedAt } of arrivals) {
    const [from, to] = [(receivedAt - startedAt) / 1000, (arrivedAt - startedAt) / 1000];
    for (let second = Math.floor(from); second + 1 < to; second++) {
      ages.set(second, Math.max(ages.get(second) ?? 0, second + 1 - from));
    }
  }
  return ages;
}
