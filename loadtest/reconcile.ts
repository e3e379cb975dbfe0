import type { LedgerEntry } from './ledger.ts';
import type { Arrival, RunRecord } from './run-record.ts';

/** Webhooks, each counted by its delivery id. `accepted` = processed + filtered + deadLettered + inFlight + lost. */
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
}

export interface Reconciliation {
  readonly counts: Counts;
  /** The delivery ids behind the counts that must be 0. */
  readonly ids: Readonly<
    Record<'lost' | 'duplicate' | 'deadLettered' | 'altered' | 'unexpected', readonly string[]>
  >;
}

interface Webhook {
  readonly id: string;
  readonly payload: number;
  status?: number;
}

type Outcome = 'processed' | 'filtered' | 'deadLettered' | 'missing';

/** Compares, by delivery id, what was acknowledged with what arrived and what is in the dead-letter queue. */
export function reconcile(record: RunRecord): Reconciliation {
  const webhooks = webhooksOf([...record.examples, ...record.spike]);
  const all = [...webhooks.values()];
  const accepted = all.filter(({ status }) => isAccepted(status));
  const outcomes = Map.groupBy(accepted, outcomeIn(record));
  const count = (outcome: Outcome) => outcomes.get(outcome)?.length ?? 0;

  const missing = outcomes.get('missing') ?? [];
  const inFlight = Math.min(missing.length, backlogAtTheEnd(record));
  const ids = {
    lost: idsOf(missing.slice(inFlight)),
    duplicate: surplusArrivals(record.arrivals),
    deadLettered: idsOf(outcomes.get('deadLettered') ?? []),
    altered: alteredArrivals(record, webhooks),
    unexpected: unexpectedArrivals(record.arrivals, webhooks),
  };
  return {
    ids,
    counts: {
      sent: all.length,
      accepted: accepted.length,
      rejected: all.filter(({ status }) => isRejected(status)).length,
      unavailable: all.filter(({ status }) => isUnavailable(status)).length,
      processed: count('processed'),
      filtered: count('filtered'),
      inFlight,
      deadLettered: ids.deadLettered.length,
      lost: ids.lost.length,
      duplicate: ids.duplicate.length,
      altered: ids.altered.length,
      unexpected: ids.unexpected.length,
    },
  };
}

const isAccepted = (status = 0) => status >= 200 && status < 300;
const isRejected = (status = 0) => status >= 300 && status < 500;
const isUnavailable = (status = 0) => status < 200 || status >= 500;
const idsOf = (webhooks: readonly Webhook[]) => webhooks.map(({ id }) => id);

function webhooksOf(ledger: readonly LedgerEntry[]): ReadonlyMap<string, Webhook> {
  const webhooks = new Map<string, Webhook>();
  for (const entry of ledger) {
    if (entry.kind === 'sent') webhooks.set(entry.id, { id: entry.id, payload: entry.payload });
  }
  for (const entry of ledger) {
    const webhook = entry.kind === 'answered' ? webhooks.get(entry.id) : undefined;
    if (webhook && entry.kind === 'answered') webhook.status = entry.status;
  }
  return webhooks;
}

function outcomeIn({ arrivals, deadLetters, payloads, destinationsOf }: RunRecord) {
  const reached = Map.groupBy(arrivals, ({ deliveryId }) => deliveryId);
  const dead = new Set(deadLetters);
  return ({ id, payload }: Webhook): Outcome => {
    const wanted = destinationsOf(payloads[payload]?.type ?? '');
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
  return arrivals
    .filter(({ deliveryId, destination }) => {
      const key = `${deliveryId} ${destination}`;
      const isSurplus = seen.has(key);
      seen.add(key);
      return isSurplus;
    })
    .map(({ deliveryId }) => deliveryId);
}

function alteredArrivals(
  { arrivals, payloads }: RunRecord,
  webhooks: ReadonlyMap<string, Webhook>,
): readonly string[] {
  return arrivals
    .filter(({ deliveryId, sha256 }) => {
      const webhook = webhooks.get(deliveryId);
      return webhook !== undefined && payloads[webhook.payload]?.sha256 !== sha256;
    })
    .map(({ deliveryId }) => deliveryId);
}

/** A webhook without an answer may well arrive: only its sender doesn't know. A refused one must not arrive. */
function unexpectedArrivals(
  arrivals: readonly Arrival[],
  webhooks: ReadonlyMap<string, Webhook>,
): readonly string[] {
  return arrivals
    .filter(({ deliveryId }) => {
      const webhook = webhooks.get(deliveryId);
      return webhook === undefined || isRejected(webhook.status);
    })
    .map(({ deliveryId }) => deliveryId);
}
