import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openArchive } from '../../../cli/replay/archive-fixture.ts';
import type { ConsoleContext, Endpoint } from './endpoint.ts';
import { type EndpointFixture, startEndpointFixture } from './endpoint-fixture.ts';
import { endpoints } from './endpoints.ts';
import { type Console, startConsole } from './start-console.ts';

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const isLook = ({ method }: Endpoint) => method === 'GET';

describe('a console that only reads', () => {
  let served: Console;
  let cookie: string;
  let writeToken: string;
  let mayWrite = true;
  const touched: string[] = [];

  beforeAll(async () => {
    const context = {
      ...{ stage: { name: 'dev', isEmbedded: false }, now: () => 0 },
      signal: new AbortController().signal,
      get mayWrite() {
        return mayWrite;
      },
    };
    const watched = new Proxy(context as unknown as ConsoleContext, {
      get(of, name, receiver) {
        touched.push(String(name));
        return Reflect.get(of, name, receiver);
      },
    });
    const open = async () => ({ context: watched, close: async () => undefined });
    served = await startConsole({ port: 0, open });
    const { headers } = await fetch(served.url, { redirect: 'manual' });
    [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    // While it may change something it tells what a change has to bring.
    const session = await fetch(new URL('/api/session', served.url), { headers: { cookie } });
    ({ writeToken } = (await session.json()) as { readonly writeToken: string });
    mayWrite = false;
  });
  afterAll(() => served.stop());

  it.each(endpoints.filter((one) => !isLook(one)).map((one) => [nameOf(one), one] as const))(
    'refuses %s, and does nothing of it',
    async (_, { method, path }) => {
      touched.length = 0;
      const { origin } = new URL(served.url);
      const answer = await fetch(origin + path.replace(/\{\w+\}/g, 'one'), {
        ...{ method, body: '{}' },
        headers: { cookie, origin, 'x-spillway-write': writeToken },
      });
      expect([answer.status, await answer.json()]).toEqual([
        403,
        { error: 'This console only reads.', remedy: 'Start it with --write.' },
      ]);
      expect(new Set(touched)).toEqual(new Set(['signal', 'mayWrite']));
    },
  );
});

const webhook = { params: { key: 'r-1' } };
const alarm = { params: { name: 'dlq-not-empty' } };
const dashboard = { params: { name: 'overview', widget: '2' } };

/** By path. */
const lookAt: Readonly<Record<string, Parameters<EndpointFixture['ask']>[1]>> = {
  '/api/overview': {},
  '/api/audit': {},
  '/api/webhooks/{key}': webhook,
  '/api/webhooks/{key}/copies': webhook,
  '/api/body-search': { query: { text: 'refs/heads', key: 'r-1' } },
  '/api/replays': {},
  '/api/replays/{id}': { params: { id: 'none' } },
  '/api/senders': {},
  '/api/senders/{source}/examples/{name}': { params: { source: 'github', name: 'push' } },
  '/api/dashboards': {},
  '/api/dashboards/{name}': dashboard,
  '/api/dashboards/{name}/alarms': dashboard,
  '/api/dashboards/{name}/logs/{widget}': dashboard,
  '/api/dashboards/{name}/metrics': dashboard,
  '/api/dead-letters': {},
  '/api/letters': {},
  '/api/letters/{id}/contents': { params: { id: 'd-1' } },
  '/api/letters/forecast': {},
  '/api/letter-jobs': {},
  '/api/letter-jobs/{id}': { params: { id: 'none' } },
  '/api/alarms': {},
  '/api/alarms/{name}': alarm,
  '/api/alarms/{name}/metrics': alarm,
  '/api/alarms/{name}/history': alarm,
  '/api/secrets': {},
  '/api/secrets/{source}/plan': { params: { source: 'github' }, query: { kind: 'rotate' } },
  '/api/routes': {},
  '/api/routes/explanation': { query: { source: 'github' } },
  '/api/runbooks/{alarm}': { params: { alarm: 'dlq-not-empty' } },
  '/api/runbooks/{alarm}/steps/{step}': { params: { alarm: 'dlq-not-empty', step: '0' } },
  '/api/runbooks/{alarm}/steps/{step}/verification': {
    params: { alarm: 'dlq-not-empty', step: '6' },
  },
  '/api/runbooks/{alarm}/end': { params: { alarm: 'dlq-not-empty' } },
  '/api/runbooks/{alarm}/record': { params: { alarm: 'dlq-not-empty' } },
  '/api/faults': {},
  '/api/faults/known': {},
};

/** Services and actions whose names in IAM are others than in the SDK. */
const services: Readonly<Record<string, string>> = {
  'CloudWatch Logs': 'logs',
  'Secrets Manager': 'secretsmanager',
};
const actions: Readonly<Record<string, string>> = {
  's3:ListObjectsV2': 's3:ListBucket',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
};

/** Hides dead letters from others while they are looked at, and shows them again. */
const hides = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'];
const asksOnly = /^\w+:(?:Get|BatchGet|List|Describe|Filter|StartQuery|Scan|Query)/;

describe('what only reads', () => {
  let fixture: EndpointFixture;
  const asked: string[] = [];

  beforeAll(async () => {
    const topic = 'arn:aws:sns:eu-west-1:000000000000:spillway-dev-pages';
    const link = 'https://example.com/runbooks/dlq-not-empty.md';
    const definition = {
      logicalId: 'DlqNotEmpty',
      type: 'AWS::CloudWatch::Alarm',
      properties: {
        ...{ AlarmName: 'spillway-dev-dlq-not-empty', AlarmActions: [topic], Namespace: 'N' },
        ...{ MetricName: 'x', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 3 },
        ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
        AlarmDescription: `One. · Impact: Lost. · Runbook: ${link} · Severity: P`,
      },
    } as const;
    fixture = await startEndpointFixture({ alarms: [definition] });
    const { cli, log } = fixture;
    const arn = `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:${definition.properties.AlarmName}`;
    const place = { x: 0, y: 0, width: 6, height: 6 };
    const query = "SOURCE '/aws/lambda/spillway-dev-ingestion' | limit 1";
    const widgets = [
      { ...place, type: 'metric', properties: { metrics: [['N', 'x']], region: 'eu-west-1' } },
      { ...place, type: 'alarm', properties: { alarms: [arn] } },
      { ...place, type: 'log', properties: { query, region: 'eu-west-1' } },
    ];
    cli.cloudWatch.deploy({
      alarms: [definition],
      dashboards: [{ name: 'spillway-dev-overview', body: JSON.stringify({ widgets }) }],
    });
    cli.secrets.create(
      'spillway/dev/sources/github',
      JSON.stringify({ current: 'x', previous: 'y' }),
    );
    const [at, ids] = [Date.now() - 30_000, { deliveryId: 'd-1', trackingId: 'r-1' }];
    log('ingestion', at, { message: 'webhook accepted', type: 'push', durationMs: 20, ...ids });
    log('processing', at, {
      ...{ message: 'webhook dead-lettered', reason: 'refused', error: { message: 'no' }, ...ids },
    });
    const receivedAt = new Date(at).toISOString();
    await openArchive(cli).archive({ ...ids, receivedAt });
    cli.addDeadLetter({ deliveryId: 'd-1' });
    const all = Object.getPrototypeOf(SQSClient.prototype);
    const { send } = all;
    vi.spyOn(all, 'send').mockImplementation(function (this: unknown, ...given: unknown[]) {
      const { serviceId } = Object(this).config;
      const name = Object(given[0]).constructor.name.replace(/Command$/, '');
      const action = `${services[serviceId] ?? serviceId.toLowerCase()}:${name}`;
      asked.push(actions[action] ?? action);
      return send.apply(this, given);
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await fixture.stop();
  });

  it('is all that these paths are for', () => {
    expect(Object.keys(lookAt)).toEqual(
      expect.arrayContaining(endpoints.filter(isLook).map(({ path }) => path)),
    );
  });

  it.each(endpoints.filter(isLook).map((one) => [one.path, one] as const))(
    'asks AWS by %s for nothing that changes a stage',
    async (path, endpoint) => {
      const before = asked.length;
      await fixture.ask(endpoint, lookAt[path]).catch(() => undefined);
      const changing = asked.slice(before).filter((action) => !asksOnly.test(action));
      expect(changing.filter((action) => !hides.includes(action))).toEqual([]);
      expect(fixture.cli.bodiesIn('dead-letters')).toHaveLength(1);
      expect(fixture.cli.bodiesIn('intake')).toHaveLength(0);
    },
  );

  it('takes the permissions that its page names', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/console.md'), 'utf8');
    const named = new Set([...page.matchAll(/`([a-z0-9]+:[A-Z]\w+)`/g)].map(([, name]) => name));
    expect([...new Set(asked)].filter((action) => !named.has(action)).sort()).toEqual([]);
  });
});
