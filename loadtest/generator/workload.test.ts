import { expect, it } from 'vitest';
import type { Channel } from '../../client/send/channel.ts';
import { compileMatch } from '../../service/processing/compile-match.ts';
import { withJson } from '../../service/processing/with-json.ts';
import { planRun } from '../plan/plan-run.ts';
import config from '../stack.config.ts';
import { channelsOf } from './open-generator.ts';
import { createWorkload, type Made } from './workload.ts';

const at = Date.UTC(2026, 10, 26);
const standardKey = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const sources = Object.fromEntries(
  Object.entries(config.sources).map(([name, { sender }]) => [
    name,
    { sender, secret: sender === 'standard-webhooks' ? standardKey : 'a secret of these tests' },
  ]),
);
const endpoint = 'http://127.0.0.1:4100/dev';
const handover = (options: object = {}) =>
  planRun({
    ...{ run: 'a-run', file: 'spike.yml', target: { endpoint, sources }, routes: config },
    ...{ workers: 1, timeoutMs: 10_000, now: at, size: {} },
    phases: [{ name: 'sustained', duration: 2, arrivalRate: 1, rampTo: 1 }],
    ...options,
  });
const channels = channelsOf(sources, endpoint);
const workloadOf = (options: object = {}, seed = 'a-run/1') =>
  createWorkload({ ...handover(options).plan, channels, seed });

const make = (intent: Parameters<ReturnType<typeof workloadOf>['make']>[0], count: number) => {
  const workload = workloadOf();
  return Array.from({ length: count }, (_, number) => workload.make(intent, number, at));
};
const takenBy = ({ channel, request }: Made, now = at) => channel.receivedAs(request, now);
const sourceOf = ({ channel }: { readonly channel: Channel }) => channel.source;

it('sends as each source in turn, with a good signature and an id of its own', () => {
  const made = make('valid', 600);

  expect(made.filter((one) => takenBy(one) === undefined)).toEqual([]);
  expect(made.slice(0, 6).map(sourceOf).sort()).toEqual(Object.keys(config.sources).sort());
  expect(new Set(made.map(({ said }) => said.id)).size).toBe(600);
});

it('makes other ids for another worker, and the same ones for the same', () => {
  const idsOf = (seed: string) =>
    [0, 1, 2, 3, 4, 5].map((number) => workloadOf({}, seed).make('valid', number, at).said.id);

  expect(idsOf('a-run/1')).toEqual(idsOf('a-run/1'));
  expect(idsOf('a-run/1').filter((id) => idsOf('a-run/2').includes(id))).toEqual([]);
});

it('sends as one source more often than as another where that is asked for', () => {
  const workload = workloadOf({ mix: { github: 3, stripe: 1 } });
  const made = Array.from({ length: 400 }, (_, number) => workload.make('valid', number, at));

  expect(made.filter((one) => sourceOf(one) === 'github')).toHaveLength(300);
  expect(made.filter((one) => sourceOf(one) === 'stripe')).toHaveLength(100);
  expect(new Set(made.map(({ said }) => said.webhook)).size).toBeGreaterThan(150);
});

it('names the sources that there are where one is asked for that there is not', () => {
  expect(() => handover({ mix: { gitlab: 1 } })).toThrow(
    'There is no source gitlab. There are: github, stripe, slack, shopify, standard, zoom.',
  );
});

it.each(['wrong-secret', 'altered', 'old', 'unsigned'] as const)(
  'says why a webhook that is %s has to be refused, and it is',
  (intent) => {
    const made = make(intent, 60);
    const reasons = {
      'wrong-secret': 'signature-mismatch',
      altered: 'signature-mismatch',
      old: 'timestamp-expired',
      unsigned: 'signature-missing',
    };
    expect(made.filter((one) => takenBy(one) !== undefined)).toEqual([]);
    expect(new Set(made.map(({ said }) => said.refusal))).toEqual(new Set([reasons[intent]]));
  },
);

it('sends what was taken a second time: signed anew as its sender would, or to the byte as a thief would', () => {
  const workload = workloadOf();
  const github = workload.make('valid', 0, at);
  workload.taken(github);
  const later = at + 5000;

  const [again, caught] = [
    workload.make('repeated', 1, later),
    workload.make('replayed', 2, later),
  ];

  expect(again.said).toEqual({ ...github.said, intent: 'repeated' });
  expect(caught.request).toBe(github.request);
  expect(caught.said).toEqual({ ...github.said, intent: 'replayed' });
});

it('signs what a sender repeats at the time of the repetition', () => {
  const workload = workloadOf({ mix: { stripe: 1 } });
  workload.taken(workload.make('valid', 0, at));
  const later = at + 3_600_000;

  const again = workload.make('repeated', 1, later);

  expect(takenBy(again, later)?.deliveryId).toBe(again.said.id);
  expect(again.said.intent).toBe('repeated');
});

it('has nothing to repeat before anything was taken', () => {
  expect(make('repeated', 1)[0]?.said.intent).toBe('valid');
  expect(make('replayed', 1)[0]?.said.intent).toBe('valid');
});

it('marks as poison what the route of the configuration refuses, and nothing else', () => {
  const [route] = config.routes;
  const isPoison = (one: Made) => {
    const received = takenBy(one);
    return (
      received !== undefined &&
      compileMatch(route?.match ?? {}).explain(withJson(received)) === undefined
    );
  };

  expect(make('poison', 100).filter((one) => !isPoison(one))).toEqual([]);
  expect(make('valid', 300).filter(isPoison)).toEqual([]);
});

it('makes large bodies of all sizes between 1 KB and 4 MB, each order of magnitude as often', () => {
  const workload = workloadOf({ mix: { stripe: 1 } });
  const sizes = Array.from({ length: 24 }, (_, number) => {
    const made = workload.make('large', number, at);
    expect(takenBy(made)).toBeDefined();
    return made.said.bytes;
  });

  expect(Math.max(...sizes)).toBeGreaterThan(2_800_000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4_194_304);
  expect(Math.min(...sizes)).toBeLessThan(2_000);
  for (const [from, to] of [
    [1024, 16_384],
    [16_384, 262_144],
    [262_144, 4_194_305],
  ] as const) {
    const share = sizes.filter((size) => size >= from && size < to).length;
    expect([7, 8, 9]).toContain(share);
  }
});
