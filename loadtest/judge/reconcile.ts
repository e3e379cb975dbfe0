import { badKinds } from '../../client/send/bad-kinds.ts';
import type { Arrival, RunRecord } from '../run-record.ts';
import { isAccepted, isRefused, type Request, requestsOf } from '../samples/requests.ts';

/**
 * Requests are counted by themselves, deliveries by their ids: `accepted` = processed + filtered + deadLettered + poisoned +
 * inFlight + lost.
 */
export interface Counts {
  /** Requests. */
  readonly sent: number;
  /** Of these, those that had to be taken, and those of them that were. */
  readonly toTake: number;
  readonly taken: number;
  /** Had to be taken, and answered 3xx or 4xx. */
  readonly rejected: number;
  /** Had to be refused, and answered 2xx. */
  readonly forged: number;
  /** Had to be refused, and were, for another reason than what is wrong with them. */
  readonly otherReason: number;
  /** Answered 5xx, or not at all. */
  readonly unavailable: number;
  /** Answered 2xx with a text that is not of Spillway. */
  readonly foreign: number;
  /** Deliveries that were answered 2xx, but for the forged. */
  readonly accepted: number;
  /** Arrived at every destination that the routes name for it. */
  readonly processed: number;
  /** Arrivals beyond the first at the same destination. */
  readonly duplicate: number;
  /** No route wanted them, and they arrived nowhere. */
  readonly filtered: number;
  /** In the dead-letter queue, and no poison. */
  readonly deadLettered: number;
  /** Poison in the dead-letter queue, where it belongs. */
  readonly poisoned: number;
  /** Poison that is not there. */
  readonly poisonLeft: number;
  /** Accepted, without an outcome, and found in flight; where nobody can look for it, the queue still holds messages. */
  readonly inFlight: number;
  /** Accepted, and nowhere to be found. */
  readonly lost: number;
  /** Arrived everywhere, and in the dead-letter queue. */
  readonly twoEnds: number;
  /** Arrived with a body other than the sent one. */
  readonly altered: number;
  /** Arrived although never sent, or although refused. */
  readonly unexpected: number;
  /** Arrived at a destination that no route names for it. */
  readonly misrouted: number;
}

const namedCounts = [
  'lost',
  'duplicate',
  'twoEnds',
  'deadLettered',
  'altered',
  'unexpected',
  'misrouted',
] as const;

export interface Reconciliation {
  readonly counts: Counts;
  /** The delivery ids behind the counts that must be 0. */
  readonly ids: Readonly<Record<(typeof namedCounts)[number], readonly string[]>>;
}

type Outcome = 'processed' | 'filtered' | 'deadLettered' | 'missing';

/** Compares, by delivery id, what was acknowledged with what arrived and what is in the dead-letter queue. */
export function reconcile(record: RunRecord): Reconciliation {
  const { warmUp, samples, plan } = record;
  const requests = requestsOf([...warmUp, ...samples], plan.timeoutMs);
  const deliveries = acceptedDeliveries(requests);
  const outcomes = Map.groupBy(deliveries, outcomeIn(record));
  const of = (outcome: Outcome) => outcomes.get(outcome) ?? [];
  const [poisoned, deadLettered] = split(of('deadLettered'), isPoison);
  const [inFlight, lost] = split(of('missing'), isInFlightIn(record));
  const ids = {
    lost: idsOf(lost),
    deadLettered: idsOf(deadLettered),
    twoEnds: idsOf(deliveries.filter(hasTwoEndsIn(record))),
    ...idsOfArrivals(record, requests),
  };
  const outcomeCounts = {
    accepted: deliveries.length,
    processed: of('processed').length,
    filtered: of('filtered').length,
    poisoned: poisoned.length,
    poisonLeft: deliveries.filter(isPoison).length - poisoned.length,
    inFlight: inFlight.length,
  };
  const named = Object.fromEntries(namedCounts.map((name) => [name, ids[name].length]));
  return { ids, counts: { ...countAnswers(requests), ...outcomeCounts, ...named } as Counts };
}

const isBad = ({ sent }: Request) => (badKinds as readonly string[]).includes(sent.intent);
const isPoison = ({ sent }: Request) => sent.intent === 'poison';
const idsOf = (requests: readonly Request[]) => requests.map(({ id }) => id);

function countAnswers(requests: readonly Request[]) {
  const [bad, good] = split(requests, isBad);
  const refused = bad.filter(isRefused);
  return {
    sent: requests.length,
    toTake: good.length,
    taken: good.filter(isAccepted).length,
    rejected: good.filter(isRefused).length,
    forged: bad.filter(isAccepted).length,
    otherReason: refused.filter(({ sent, answered }) => answered?.reason !== sent.refusal).length,
    unavailable: requests.filter((request) => !isAccepted(request) && !isRefused(request)).length,
    foreign: requests.filter(({ answered }) => answered?.isForeign).length,
  };
}

/** One request of each, the first; a repeated one's are the same. */
function acceptedDeliveries(requests: readonly Request[]): readonly Request[] {
  const accepted = requests.filter((request) => isAccepted(request) && !isBad(request));
  const byId = Map.groupBy(accepted, ({ id }) => id);
  return [...byId.values()].flatMap(([first]) => (first ? [first] : []));
}

function outcomeIn({ arrivals, deadLetters, filtered, plan }: RunRecord) {
  const reached = destinationsReached(arrivals);
  const [dead, unwanted] = [new Set(deadLetters), new Set(filtered)];
  return ({ id, sent: { webhook } }: Request): Outcome => {
    const wanted = plan.webhooks[webhook]?.to;
    const names = reached.get(id);
    if (dead.has(id)) return 'deadLettered';
    if (names !== undefined) return hasAll(names, wanted) ? 'processed' : 'missing';
    return unwanted.has(id) || wanted?.length === 0 ? 'filtered' : 'missing';
  };
}

/** @param wanted where nobody knows the routes, one arrival has to do */
function hasAll(names: ReadonlySet<string>, wanted: readonly string[] = []): boolean {
  return wanted.every((name) => names.has(name));
}

function hasTwoEndsIn({ arrivals, deadLetters, plan }: RunRecord) {
  const reached = destinationsReached(arrivals);
  const dead = new Set(deadLetters);
  return ({ id, sent: { webhook } }: Request): boolean => {
    const wanted = plan.webhooks[webhook]?.to ?? [];
    return dead.has(id) && wanted.length > 0 && wanted.every((name) => reached.get(id)?.has(name));
  };
}

function destinationsReached(arrivals: readonly Arrival[]) {
  const reached = new Map<string, Set<string>>();
  for (const { deliveryId, destination } of arrivals) {
    const names = reached.get(deliveryId) ?? new Set();
    reached.set(deliveryId, names.add(destination));
  }
  return reached;
}

/** Where the ids in flight are known, only these are; else all may be, for as long as the queue holds anything. */
function isInFlightIn({ inFlight, backlog }: RunRecord) {
  const known = inFlight && new Set(inFlight);
  const last = backlog.at(-1);
  const isEmpty = last === undefined || last.waiting + last.inFlight === 0;
  return ({ id }: Request): boolean => known?.has(id) ?? !isEmpty;
}

function idsOfArrivals({ arrivals, plan }: RunRecord, requests: readonly Request[]) {
  const byId = Map.groupBy(requests, ({ id }) => id);
  const where = (isMeant: (arrival: Arrival, requests: readonly Request[]) => boolean) =>
    arrivals
      .filter((arrival) => isMeant(arrival, byId.get(arrival.deliveryId) ?? []))
      .map(({ deliveryId }) => deliveryId);
  const seen = new Set<string>();
  return {
    duplicate: where(({ deliveryId, destination }) => {
      const before = seen.size;
      return seen.add(`${deliveryId} ${destination}`).size === before;
    }),
    altered: where(
      ({ sha256 }, sent) => sent.length > 0 && sent.every((one) => one.sent.sha256 !== sha256),
    ),
    // Without an answer it may well arrive: only its sender doesn't know. A refused one must not arrive.
    unexpected: where((_, sent) => sent.every(isRefused)),
    misrouted: where(({ destination }, [first]) => {
      const to = plan.webhooks[first?.sent.webhook ?? -1]?.to;
      return to !== undefined && !to.includes(destination);
    }),
  };
}

function split<Each>(
  all: readonly Each[],
  isFirst: (each: Each) => boolean,
): readonly [readonly Each[], readonly Each[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
