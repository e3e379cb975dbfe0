import type { LedgerEntry } from './ledger.ts';
import { planArrivals } from './phases.ts';
import type { RunRecord } from './run-record.ts';
import { type Percentiles, percentilesOf } from './statistics.ts';

/** What happened in one second of the spike; the first is 0. Latencies are in milliseconds. */
export interface Second {
  readonly second: number;
  readonly planned: number;
  readonly sent: number;
  readonly accepted: number;
  /** Arrived at a destination. */
  readonly arrived: number;
  /** Complete answers to the requests sent in this second. */
  readonly answer: Percentiles | undefined;
  /** From receipt to arrival, for the webhooks received in this second. */
  readonly endToEnd: Percentiles | undefined;
}

interface BacklogPoint {
  /** Seconds since the spike began. */
  readonly second: number;
  readonly waiting: number;
  readonly inFlight: number;
}

export interface Series {
  readonly seconds: readonly Second[];
  readonly backlog: readonly BacklogPoint[];
}

/** The spike second by second, until its last arrival. */
export function seriesOf(record: RunRecord, startedAt: number): Series {
  const planned = planArrivals(record.phases);
  const secondOf = (at: number) => Math.ceil((at - startedAt) / 1000) - 1;
  const sentAt = new Map(
    record.spike.flatMap((entry) => (entry.kind === 'sent' ? [[entry.id, entry.at]] : [])),
  );
  const answers = record.spike.filter(isAccepted);
  const arrivals = record.arrivals.filter(({ deliveryId }) => sentAt.has(deliveryId));

  const sent = Map.groupBy(sentAt.values(), secondOf);
  const accepted = Map.groupBy(answers, ({ at }) => secondOf(at));
  const arrived = Map.groupBy(arrivals, ({ arrivedAt }) => secondOf(arrivedAt));
  const answered = Map.groupBy(answers, ({ id }) => secondOf(sentAt.get(id) ?? Number.NaN));
  const received = Map.groupBy(arrivals, ({ receivedAt }) => secondOf(receivedAt));
  const length = Math.max(planned.length, ...[...arrived.keys()].map((second) => second + 1));

  return {
    seconds: Array.from({ length }, (_, second) => ({
      second,
      planned: planned[second] ?? 0,
      sent: sent.get(second)?.length ?? 0,
      accepted: accepted.get(second)?.length ?? 0,
      arrived: arrived.get(second)?.length ?? 0,
      answer: percentilesOf(answered.get(second)?.map(({ totalMs }) => totalMs) ?? []),
      endToEnd: percentilesOf(
        received.get(second)?.map(({ receivedAt, arrivedAt }) => arrivedAt - receivedAt) ?? [],
      ),
    })),
    backlog: record.backlog.map(({ at, waiting, inFlight }) => ({
      second: (at - startedAt) / 1000,
      waiting,
      inFlight,
    })),
  };
}

function isAccepted(entry: LedgerEntry): entry is LedgerEntry & { kind: 'answered' } {
  return entry.kind === 'answered' && entry.status >= 200 && entry.status < 300;
}
