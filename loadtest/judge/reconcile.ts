import type { Arrival, RunRecord } from '../run-record.ts';
import { isAccepted, isRefused, type Request, requestsOf } from '../samples/requests.ts';

/** Deliveries, each counted by its id. `accepted` = processed + filtered + deadLettered + inFlight + lost. */
export interface Counts {
  readonly sent: number;
  /** Answered 2xx. */
  readonly accepted: number;
  /** Answered 3xx or 4xx. */
  readonly rejected: number;
  /** Answered 5xx, or not at all. */
  readonly unavailable: number;
  /** Arrived at every destination that the routes name for it. */
  readonly processed: number;
  /** Arrivals beyond the first at the same destination. */
  readonly duplicate: number;
  /** No route wanted them, and they arrived nowhere. */
  readonly filtered: number;
  readonly deadLettered: number;
  /** Accepted, without an outcome, and the queue was not yet empty when the waiting ended. */
  readonly inFlight: number;
  /** Accepted, and nowhere to be found. */
  readonly lost: number;
  /** Arrived with a body other than the sent one. */
  readonly altered: number;
  /** Arrived although never sent, or although refused. */
  readonly unexpected: number;
  /** Answered 2xx by something that is not Spillway. */
  readonly foreign: number;
}

export interface Reconciliation {
  readonly counts: Counts;
  /** The delivery ids behind the counts that must be 0. */
  readonly ids: Readonly<
    Record<'lost' | 'duplicate' | 'deadLettered' | 'altered' | 'unexpected', readonly string[]>
  >;
}

type Outcome = 'processed' | 'filtered' | 'deadLettered' | 'missing';

/** Compares, by delivery id, what was acknowledged with what arrived and what is in the dead-letter queue. */
export function reconcile(record: RunRecord): Reconciliation {
  const { warmUp, samples, plan, arrivals } = record;
  const requests = requestsOf([...warmUp, ...samples], plan.timeoutMs);
  const byId = new Map(requests.map((request) => [request.id, request]));
  const accepted = [...Map.groupBy(requests.filter(isAccepted), ({ id }) => id).values()];
  const outcomes = Map.groupBy(
    accepted.map(([first]) => first as Request),
    outcomeIn(record),
  );
  const count = (outcome: Outcome) => outcomes.get(outcome)?.length ?? 0;

  const missing = outcomes.get('missing') ?? [];
  const inFlight = Math.min(missing.length, backlogAtTheEnd(record));
  const ids = {
    lost: idsOf(missing.slice(inFlight)),
    duplicate: surplusArrivals(arrivals),
    deadLettered: idsOf(outcomes.get('deadLettered') ?? []),
    altered: idsOfArrivals(arrivals, ({ deliveryId, sha256 }) => {
      const request = byId.get(deliveryId);
      return request !== undefined && request.sent.sha256 !== sha256;
    }),
    unexpected: idsOfArrivals(arrivals, ({ deliveryId }) => {
      const request = byId.get(deliveryId);
      // Without an answer it may well arrive: only its sender doesn't know. A refused one must not arrive.
      return request === undefined || isRefused(request);
    }),
  };
  return {
    ids,
    counts: {
      sent: requests.length,
      accepted: accepted.length,
      rejected: requests.filter(isRefused).length,
      unavailable: requests.filter((request) => !isAccepted(request) && !isRefused(request)).length,
      processed: count('processed'),
      filtered: count('filtered'),
      inFlight,
      deadLettered: ids.deadLettered.length,
      lost: ids.lost.length,
      duplicate: ids.duplicate.length,
      altered: ids.altered.length,
      unexpected: ids.unexpected.length,
      foreign: requests.filter(({ answered }) => answered?.isForeign).length,
    },
  };
}

const idsOf = (requests: readonly Request[]) => requests.map(({ id }) => id);

function outcomeIn({ arrivals, deadLetters, plan }: RunRecord) {
  const reached = Map.groupBy(arrivals, ({ deliveryId }) => deliveryId);
  const dead = new Set(deadLetters);
  return ({ id, sent: { webhook } }: Request): Outcome => {
    const wanted = plan.webhooks[webhook]?.to ?? [];
    const reachedNames = new Set(reached.get(id)?.map(({ destination }) => destination));
    if (dead.has(id)) return 'deadLettered';
    if (wanted.length === 0 && reachedNames.size === 0) return 'filtered';
    return wanted.every((name) => reachedNames.has(name)) ? 'processed' : 'missing';
  };
}

function backlogAtTheEnd({ backlog }: RunRecord): number {
  const last = backlog.at(-1);
  return last === undefined ? 0 : last.waiting + last.inFlight;
}

function surplusArrivals(arrivals: readonly Arrival[]): readonly string[] {
  const seen = new Set<string>();
  return idsOfArrivals(arrivals, ({ deliveryId, destination }) => {
    const key = `${deliveryId} ${destination}`;
    const isSurplus = seen.has(key);
    seen.add(key);
    return isSurplus;
  });
}

function idsOfArrivals(arrivals: readonly Arrival[], isMeant: (arrival: Arrival) => boolean) {
  return arrivals.filter(isMeant).map(({ deliveryId }) => deliveryId);
}
