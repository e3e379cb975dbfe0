import { once } from '../../service/aws/once.ts';
import type { Leg } from '../../service/processing/deliver-to.ts';
import type { Destination } from '../../service/processing/delivery.ts';
import { createRouteWebhook, type RouteWebhook } from '../../service/processing/route-webhook.ts';
import { decodeBody, type Envelope } from '../../service/webhook/envelope.ts';
import type { DeliveryRecord } from '../deliveries/delivery-records.ts';
import type { StageRoutes } from '../stage/configuration.ts';
import type { DiagnosedLetter } from './diagnose.ts';
import { type LetterFilter, matchesFilter } from './letter-filter.ts';
import { type LookOptions, lookThrough } from './letter-taker.ts';
import type { DeadLetters } from './open-dead-letters.ts';
import { addTo, type DeadLetterGroup, groupKeyOf } from './summarize.ts';

/** What a redrive of a letter would come to, as this checkout's code says. */
export interface Foreseen {
  /** `duplicate`: all that it would go to have it. */
  readonly kind:
    | 'delivered'
    | 'duplicate'
    | 'filtered'
    | 'unreadable'
    | 'body-lost'
    | 'transform-fails';
  readonly destinations: readonly string[];
  /** The route that drops it. */
  readonly route?: string;
  readonly why?: string;
}

type Outcome = Foreseen & { readonly count: number };

interface ForeseenGroup extends DeadLetterGroup {
  /** What would become of them; the largest first. */
  readonly would: readonly Outcome[];
}

export interface RedriveDryRun {
  readonly dryRun: true;
  readonly examined: number;
  readonly groups: readonly ForeseenGroup[];
}

export interface DryRunOptions extends LookOptions {
  readonly filter: LetterFilter;
}

/** Runs dead letters through this checkout's code, as far as a destination or handler, and moves none. */
export async function foreseeRedrive(
  letters: DeadLetters,
  { filter, ...look }: DryRunOptions,
): Promise<RedriveDryRun> {
  const groups = new Map<string, DeadLetterGroup>();
  const outcomes = new Map<string, Map<string, Outcome>>();
  const foresee = createForesee(letters);
  const examined = await lookThrough(letters.queue, look, async (taken) => {
    const diagnosed = await letters.diagnose(taken);
    for (const one of diagnosed.filter(({ diagnosis }) => matchesFilter(filter, diagnosis))) {
      addTo(groups, one);
      count(outcomes, groupKeyOf(one.diagnosis), await foresee(one));
    }
    return 'more';
  });
  return {
    dryRun: true,
    examined,
    groups: [...groups]
      .map(([key, group]) => ({ ...group, would: largestFirst(outcomes.get(key) ?? new Map()) }))
      .sort((a, b) => b.count - a.count),
  };
}

function count(all: Map<string, Map<string, Outcome>>, group: string, foreseen: Foreseen): void {
  const outcomes = all.get(group) ?? new Map<string, Outcome>();
  all.set(group, outcomes);
  const key = JSON.stringify(foreseen);
  outcomes.set(key, { ...foreseen, count: (outcomes.get(key)?.count ?? 0) + 1 });
}

function largestFirst(outcomes: ReadonlyMap<string, Outcome>): readonly Outcome[] {
  return [...outcomes.values()].sort((a, b) => b.count - a.count);
}

type ForeseePorts = Pick<DeadLetters, 'readRoutes' | 'fetchBody'>;

type Foresee = (letter: DiagnosedLetter) => Promise<Foreseen>;

/** Reads, routes and transforms as processing does, and delivers nothing: no handler runs either. */
function createForesee({ readRoutes, fetchBody }: ForeseePorts): Foresee {
  const router = once(async () => routeNowhere(await readRoutes()));
  return async ({ envelope, diagnosis, records }) => {
    if (envelope === undefined) {
      return { kind: 'unreadable', destinations: [], why: diagnosis.lastError ?? '' };
    }
    const body = await bodyOf(envelope, fetchBody);
    if ('lost' in body) return { kind: 'body-lost', destinations: [], why: body.lost };
    const { deliveryId, source, type, receivedAt, contentType, headers } = envelope;
    const webhook = { deliveryId, source, type, receivedAt, contentType, headers };
    const routeWebhook = await router();
    const routed = await routeWebhook({ ...webhook, body: body.bytes }, envelope.to);
    if (routed.kind === 'filtered') {
      return { kind: 'filtered', route: routed.route, destinations: [] };
    }
    return tryLegs(routed.legs, settledBy(records));
  };
}

const nowhere: Destination = { deliver: async () => undefined, limitSeconds: 0 };

/** Longer than any function runs. */
const codeLimitSeconds = 900;

function routeNowhere({ routes, destinations }: StageRoutes): RouteWebhook {
  const names = Object.keys(destinations);
  return createRouteWebhook(
    routes.map((route) =>
      route.handler === undefined ? route : { ...route, handler: async () => undefined },
    ),
    {
      destinations: Object.fromEntries(names.map((name) => [name, nowhere])),
      codeLimitSeconds,
    },
  );
}

/** Those that have it, or have a dead letter of their own for it: processing asks neither again. */
function settledBy(records: readonly DeliveryRecord[]): readonly string[] {
  const settled = records.filter(({ state }) => state === 'delivered' || state === 'dead-lettered');
  return settled.map(({ destination }) => destination);
}

async function bodyOf(
  envelope: Envelope,
  fetchBody: ForeseePorts['fetchBody'],
): Promise<{ readonly bytes: Buffer } | { readonly lost: string }> {
  if (envelope.bodyRef === undefined) return { bytes: decodeBody(envelope) };
  try {
    return { bytes: await fetchBody(envelope.bodyRef) };
  } catch (error) {
    if (Object(error).name !== 'BodyLostError') throw error;
    return { lost: (error as Error).message };
  }
}

/** What was thrown by a transform comes out where it would be delivered. */
async function tryLegs(all: readonly Leg[], settled: readonly string[]): Promise<Foreseen> {
  const legs = all.filter(({ destination }) => !settled.includes(destination));
  if (legs.length === 0) return { kind: 'duplicate', destinations: settled };
  const results = await Promise.allSettled(legs.map((leg) => leg.deliver(leg.delivery)));
  const failed = legs.filter((_, index) => results[index]?.status === 'rejected');
  if (failed.length === 0) return { kind: 'delivered', destinations: namesOf(legs) };
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? result.reason : []));
  const why = String(Object(reasons[0]).message ?? reasons[0]);
  return { kind: 'transform-fails', destinations: namesOf(failed), why };
}

function namesOf(legs: readonly Leg[]): readonly string[] {
  return legs.map(({ destination }) => destination);
}
