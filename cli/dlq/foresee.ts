import type { Leg } from '../../service/processing/deliver-to.ts';
import { createRouteWebhook } from '../../service/processing/route-webhook.ts';
import { type BodyReference, decodeBody, type Envelope } from '../../service/webhook/envelope.ts';
import type { DiagnosedLetter } from './diagnose.ts';
import type { StageRoutes } from './stage-routes.ts';

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

export interface ForeseePorts {
  readonly routes: StageRoutes;
  readonly fetchBody: (reference: BodyReference) => Promise<Buffer>;
}

export type Foresee = (letter: DiagnosedLetter) => Promise<Foreseen>;

const nowhere = async () => undefined;

/** Reads, routes and transforms as processing does, and delivers nothing: no handler runs either. */
export function createForesee({ routes, fetchBody }: ForeseePorts): Foresee {
  const withoutEffect = routes.routes.map((route) =>
    route.handler === undefined ? route : { ...route, handler: nowhere },
  );
  const names = Object.keys(routes.destinations);
  const routeWebhook = createRouteWebhook(
    withoutEffect,
    Object.fromEntries(names.map((name) => [name, nowhere])),
  );
  return async ({ envelope, diagnosis, records }) => {
    if (envelope === undefined)
      return { kind: 'unreadable', destinations: [], why: diagnosis.lastError ?? '' };
    const body = await bodyOf(envelope, fetchBody);
    if ('lost' in body) return { kind: 'body-lost', destinations: [], why: body.lost };
    const { deliveryId, source, type, receivedAt, contentType, headers } = envelope;
    const webhook = { deliveryId, source, type, receivedAt, contentType, headers };
    const routed = await routeWebhook({ ...webhook, body: body.bytes }, envelope.to);
    if (routed.kind === 'filtered') return { ...routed, destinations: [] };
    const has = new Set(
      records.filter(({ state }) => state === 'delivered').map(({ destination }) => destination),
    );
    const left = routed.legs.filter(({ destination }) => !has.has(destination));
    if (left.length === 0) return { kind: 'duplicate', destinations: [...has] };
    return tryLegs(left);
  };
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
async function tryLegs(legs: readonly Leg[]): Promise<Foreseen> {
  const results = await Promise.allSettled(legs.map((leg) => leg.deliver(leg.delivery)));
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ leg: legs[index], reason: result.reason }] : [],
  );
  const destinations = (some: readonly (Leg | undefined)[]) =>
    some.flatMap((leg) => leg?.destination ?? []);
  if (failed.length === 0) return { kind: 'delivered', destinations: destinations(legs) };
  const [first] = failed;
  const why = String(Object(first?.reason).message ?? first?.reason);
  return { kind: 'transform-fails', destinations: destinations(failed.map(({ leg }) => leg)), why };
}
