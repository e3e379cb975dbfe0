import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError, PermanentError } from '../errors.ts';
import type { RouteConfig } from '../webhook/route-config.ts';
import { runs } from '../webhook/vectors/property-runs.ts';
import { compileMatch } from './compile-match.ts';
import type { Delivery } from './delivery.ts';
import { createRouteWebhook } from './route-webhook.ts';
import { withJson } from './with-json.ts';

let arrived: [destination: string, body: string, contentType: string][];
beforeEach(() => {
  arrived = [];
});

const destination = (name: string) => ({
  deliver: async (delivery: Delivery) => {
    arrived.push([name, delivery.body.toString(), delivery.contentType]);
  },
  limitSeconds: 15,
});
const ports = {
  destinations: { app: destination('app'), audit: destination('audit') },
  codeLimitSeconds: 25,
};

const push: Delivery = {
  deliveryId: 'd-1',
  source: 'github',
  type: 'push',
  receivedAt: '2026-11-23T12:00:00.000Z',
  contentType: 'application/json',
  headers: { 'x-github-event': 'push' },
  body: Buffer.from('{"ref":"refs/heads/main","commits":[{"id":"a"}]}'),
};

async function route(routes: readonly RouteConfig[], webhook = push, to?: readonly string[]) {
  const routed = await createRouteWebhook(routes, ports)(webhook, to);
  if (routed.kind === 'filtered') return `filtered by ${routed.route}`;
  for (const { deliver, delivery } of routed.legs) await deliver(delivery);
  return routed.legs.map((leg) => leg.destination);
}

const to = ['app'];
const all = { name: 'all', match: {}, to };

describe('a route', () => {
  it.each<[what: string, match: RouteConfig['match'], isMatch: boolean]>([
    ['no condition', {}, true],
    ['the source', { source: 'github' }, true],
    ['one of several sources', { source: ['stripe', 'github'] }, true],
    ['the type', { type: 'push' }, true],
    ['a prefix of the type', { type: [{ prefix: 'pu' }] }, true],
    ['another type', { type: ['ping'] }, false],
    ['a header', { headers: { 'x-github-event': 'push' } }, true],
    ['an absent header', { headers: { 'x-request-id': [{ exists: true }] } }, false],
    ['a field', { json: { ref: [{ suffix: '/main' }] } }, true],
    ['another field', { json: { ref: 'refs/heads/dev' } }, false],
    ['all conditions but one', { source: 'github', type: 'push', json: { ref: 'x' } }, false],
  ])('with %s takes a webhook as it should', async (_what, match, isMatch) => {
    const routed = await route([{ name: 'one', match, to }]);
    expect(routed).toEqual(isMatch ? ['app'] : 'filtered by one');
  });

  it('with fields never takes a body that is no JSON', async () => {
    const match = { json: { ref: [{ exists: false }] } };
    expect(await route([{ name: 'one', match, to }])).toBe('filtered by one');
    const plain = { ...push, body: Buffer.from('ref=main') };
    expect(await route([{ name: 'one', match, to }], plain)).toEqual('filtered by one');
  });
});

describe('several routes', () => {
  it('bring a webhook to all of their destinations, to each once', async () => {
    expect(await route([all, { name: 'both', match: {}, to: ['app', 'audit'] }])).toEqual([
      'app',
      'audit',
    ]);
  });

  it('let the first that matches decide what a destination gets', async () => {
    const first = { ...all, name: 'first', transform: () => ({ body: 'first' }) };
    const second = { ...all, name: 'second', transform: () => ({ body: 'second' }) };
    await route([{ ...first, match: { type: 'ping' } }, second, first]);
    expect(arrived).toEqual([['app', 'second', 'application/json']]);
  });

  it('name the first one that is for the source when none takes the webhook', async () => {
    const stripe = { name: 'payments', match: { source: 'stripe' }, to };
    const pings = { name: 'pings', match: { source: 'github', type: 'ping' }, to };
    const issues = { name: 'issues', match: { type: 'issues' }, to };
    expect(await route([stripe, pings, issues])).toBe('filtered by pings');
    expect(await route([stripe])).toBe('filtered by none');
  });

  it('go only to what is left, when a dead letter is sent through again', async () => {
    const both = { name: 'both', match: {}, to: ['app', 'audit'] };
    expect(await route([both], push, ['audit'])).toEqual(['audit']);
  });
});

describe('a filtered webhook', () => {
  const reasonsFor = async (routes: readonly RouteConfig[], webhook = push, left?: string[]) => {
    const routed = await createRouteWebhook(routes, ports)(webhook, left);
    return routed.kind === 'filtered' ? routed.reasons.map(({ why }) => why) : routed.kind;
  };
  const named = (match: RouteConfig['match']) => ({ name: 'one', match, to });

  it.each<[what: string, match: RouteConfig['match'], why: string]>([
    ['source', { source: ['stripe', 'shopify'] }, "source is none of 'stripe', 'shopify'"],
    ['type', { source: 'github', type: [{ prefix: 'pull_' }] }, "type is not { prefix: 'pull_' }"],
    [
      'headers',
      { type: 'push', headers: { 'x-github-event': 'ping' }, json: { ref: 'x' } },
      "headers.x-github-event is not 'ping'",
    ],
    ['json', { json: { ref: [{ suffix: '/dev' }] } }, "json.ref is not { suffix: '/dev' }"],
  ])('comes with the first condition that failed: %s', async (_what, match, why) => {
    expect(await reasonsFor([named(match)])).toEqual([why]);
  });

  it('says so where the body is not JSON, or a transform dropped it', async () => {
    const plain = { ...push, body: Buffer.from('ref=main') };
    expect(await reasonsFor([named({ json: {} })], plain)).toEqual(['the body is not JSON']);
    const dropping = { ...all, transform: () => undefined };
    expect(await reasonsFor([dropping])).toEqual(['transform returned undefined']);
  });

  it('says so where a redrive leaves none of its destinations', async () => {
    expect(await reasonsFor([all], push, ['audit'])).toEqual([
      'to: none of app is left to deliver to',
    ]);
  });

  it('comes with a reason for each route, those for its source first', async () => {
    const stripe = { name: 'payments', match: { source: 'stripe' }, to };
    const pings = { name: 'pings', match: { type: 'ping' }, to };
    const routed = await createRouteWebhook([stripe, pings], ports)(push, undefined);
    expect(routed).toMatchObject({
      reasons: [
        { route: 'pings', why: "type is not 'ping'" },
        { route: 'payments', why: "source is not 'stripe'" },
      ],
    });
  });

  it('that another route takes has the reasons of those that did not', async () => {
    const pings = { name: 'pings', match: { type: 'ping' }, to: ['app'] };
    const routed = await createRouteWebhook([pings, all], ports)(push, undefined);
    const reasons = routed.kind === 'routed' ? routed.reasons() : [];
    expect(reasons).toEqual([{ route: 'pings', why: "type is not 'ping'" }]);
  });

  it('is explained by a match exactly if that match does not take it', async () => {
    const some = <T>(...of: T[]) => fc.option(fc.constantFrom(...of), { nil: undefined });
    const matches = fc.record(
      {
        source: some<string | string[]>('github', 'stripe', ['stripe', 'github']),
        type: some<NonNullable<RouteConfig['match']['type']>>('push', 'ping', [{ prefix: 'pu' }]),
        headers: some({ 'x-github-event': 'push' }, { 'x-other': [{ exists: false }] }, { a: 'b' }),
        json: some({}, { ref: [{ suffix: '/main' }] }, { commits: { id: 'b' } }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<RouteConfig['match']>;
    const bodies = fc.constantFrom(push.body, Buffer.from('ref=main'), Buffer.from('[]'));
    fc.assert(
      fc.property(matches, bodies, (match, body) => {
        const { isForSource, isForRest, explain } = compileMatch(match);
        const webhook = withJson({ ...push, body });
        const isTaken = isForSource(webhook.source) && isForRest(webhook);
        expect(explain(webhook) === undefined).toBe(isTaken);
      }),
      runs(2_000),
    );
  });
});

describe('a transform', () => {
  it('makes JSON of an object', async () => {
    await route([{ ...all, transform: ({ json }) => ({ body: { got: json } }) }]);
    const body = '{"got":{"ref":"refs/heads/main","commits":[{"id":"a"}]}}';
    expect(arrived).toEqual([['app', body, 'application/json']]);
  });

  it('may send text of another type', async () => {
    const transform = () => ({ body: 'hello', contentType: 'text/plain' });
    await route([{ ...all, transform }]);
    expect(arrived).toEqual([['app', 'hello', 'text/plain']]);
  });

  it('filters what it gives nothing for', async () => {
    expect(await route([{ ...all, transform: () => undefined }])).toBe('filtered by all');
  });

  const bytes = Uint8Array.of(33, 104, 105, 33);
  it.each<[what: string, body: object]>([
    ['a Uint8Array', bytes.subarray(1, 3)],
    ['an ArrayBuffer', bytes.buffer.slice(1, 3)],
    ['a DataView', new DataView(bytes.buffer, 1, 2)],
  ])('may give bytes, of any kind: %s', async (_what, body) => {
    await route([{ ...all, transform: () => ({ body }) }]);
    expect(arrived).toEqual([['app', 'hi', 'application/json']]);
  });

  it.each<[body: object, text: string]>([
    [{}, '{}'],
    [
      { none: {}, list: [], at: new Date(0) },
      '{"none":{},"list":[],"at":"1970-01-01T00:00:00.000Z"}',
    ],
    [Object.assign(Object.create(null), { empty: Object.create(null) }), '{"empty":{}}'],
  ])('may give an object that is empty, or has an empty one: %j', async (body, text) => {
    await route([{ ...all, transform: () => ({ body }) }]);
    expect(arrived).toEqual([['app', text, 'application/json']]);
  });

  it('is told what it forgot to await', async () => {
    const routing = route([{ ...all, transform: () => ({ body: { a: Promise.resolve(1) } }) }]);
    await expect(routing).rejects.toThrow('has a Promise, which has to be awaited');
  });

  const cycle: Record<string, unknown> = {};
  cycle.itself = cycle;
  it.each<[what: string, transformed: unknown]>([
    ['a cycle', { body: cycle }],
    ['a BigInt', { body: { amount: 10n } }],
    ['nothing for a body', {}],
    ['null', null],
    ['a promise', { body: Promise.resolve({}) }],
    ['a promise inside', { body: { list: [{ customer: Promise.resolve({}) }] } }],
    ['a map', { body: new Map([['a', 1]]) }],
    ['a set inside', { body: { tags: new Set(['a']) } }],
    ['an error', { body: { error: new Error('x') } }],
    ['a form', { body: new URLSearchParams('a=1') }],
    ['an ArrayBuffer inside', { body: { file: new ArrayBuffer(2) } }],
    ['a content type that is no text', { body: 'x', contentType: 1 }],
  ])('that gives what can not be sent fails for good: %s', async (_what, transformed) => {
    const routing = route([{ ...all, transform: () => transformed as never }]);
    await expect(routing).rejects.toMatchObject({
      name: 'PermanentError',
      reason: 'unserializable',
    });
  });

  it('that throws in the words of a destination is not taken for one', async () => {
    const transform = () => {
      throw new PermanentError('not for us', { reason: 'refused' });
    };
    const routed = await createRouteWebhook([{ ...all, transform }], ports)(push, undefined);
    const [leg] = routed.kind === 'routed' ? routed.legs : [];
    await expect(leg?.deliver(leg.delivery)).rejects.toMatchObject({ reason: 'permanent' });
  });

  it('that throws fails the destinations of its own route only', async () => {
    const transform = () => {
      throw new PermanentError('no such commit');
    };
    const routed = await createRouteWebhook(
      [
        { name: 'audit', match: {}, to: ['audit'] },
        { ...all, transform },
      ],
      ports,
    )(push, undefined);
    const legs = routed.kind === 'routed' ? routed.legs : [];
    const outcomes = await Promise.allSettled(legs.map((leg) => leg.deliver(leg.delivery)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(arrived.map(([name]) => name)).toEqual(['audit']);
  });
});

describe('a handler', () => {
  it('is run with the webhook, as a destination of its own', async () => {
    const seen: unknown[] = [];
    const handled = {
      name: 'count commits',
      match: {},
      handler: ({ json }: { json: unknown }) => void seen.push(json),
    };
    expect(await route([all, handled])).toEqual(['app', 'handler:count%20commits']);
    expect(seen).toEqual([{ ref: 'refs/heads/main', commits: [{ id: 'a' }] }]);
  });

  const failure = async (handler: RouteConfig['handler'], codeLimitSeconds = 25) => {
    const routes = [{ name: 'count', match: {}, ...(handler && { handler }) }];
    const routed = await createRouteWebhook(routes, { ...ports, codeLimitSeconds })(
      push,
      undefined,
    );
    const [leg] = routed.kind === 'routed' ? routed.legs : [];
    return leg?.deliver(leg.delivery).catch((error: unknown) => error);
  };

  it('that fails is tried again as a destination is', async () => {
    const error = await failure(() => Promise.reject(new Error('no licence left')));
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ message: 'The handler of route count failed: no licence left' });
  });

  it('that can never succeed says so', async () => {
    const error = await failure(() => Promise.reject(new PermanentError('no such customer')));
    expect(error).toBeInstanceOf(PermanentError);
  });

  it('that does not return in its time is given up and told so', async () => {
    let given: AbortSignal | undefined;
    const error = await failure((_, signal) => {
      given = signal;
      return new Promise<void>(() => undefined);
    }, 0.02);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ message: expect.stringContaining('took more than 0.02 s') });
    expect(given?.aborted).toBe(true);
  });
});

it('charges nobody else for a transform that does not return in its time', async () => {
  const transform = () => new Promise<undefined>(() => undefined);
  const hanging = { ...all, transform };
  const audited = { name: 'audit', match: {}, to: ['audit'] };
  const quick = { ...ports, codeLimitSeconds: 0.02 };
  const routed = await createRouteWebhook([hanging, audited], quick)(push, undefined);
  const legs = routed.kind === 'routed' ? routed.legs : [];
  const [app, audit] = await Promise.allSettled(legs.map((leg) => leg.deliver(leg.delivery)));
  expect(audit?.status).toBe('fulfilled');
  expect(app).toMatchObject({ reason: { name: 'TookTooLongError' } });
});

it('fails only the delivery to a destination that is not there, whatever it is called', async () => {
  const both = { name: 'both', match: {}, to: ['constructor', 'audit'] };
  const routed = await createRouteWebhook([both], ports)(push, undefined);
  const legs = routed.kind === 'routed' ? routed.legs : [];
  const outcomes = await Promise.allSettled(legs.map((leg) => leg.deliver(leg.delivery)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
