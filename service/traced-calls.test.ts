import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleEntry } from '../infra/bundle.ts';
import { anEnvelope } from '../test/factories/envelope.ts';
import { type Behaviour, startFaultyAws } from './aws/faulty-aws-fixture.ts';
import { startDaemon } from './telemetry/xray/daemon-fixture.ts';
import type { openAws } from './traced-calls-fixture.ts';

const md5 = '92eb5ffee6ae2fec3ad71c777531578f'; // of `b`
let aws: ReturnType<typeof openAws>;
let daemon: Awaited<ReturnType<typeof startDaemon>>;
let server: Awaited<ReturnType<typeof startFaultyAws>>;
let directory: string;
/** What AWS does with each request in turn; at last it answers well. */
let behaviours: Behaviour[] = [];
let root = '';

beforeAll(async () => {
  daemon = await startDaemon();
  server = await startFaultyAws(({ path = '' }) => {
    const next = behaviours.shift();
    if (next !== undefined) return next;
    const body = path.includes('GetObject')
      ? 'the body'
      : path.includes('PutObject')
        ? ''
        : { MD5OfMessageBody: md5 };
    return { status: 200, headers: { 'x-amzn-requestid': 'r-1', 'x-amz-request-id': 'r-1' }, body };
  });
  const environment = {
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: 'spillway-test-processing',
    LAMBDA_TASK_ROOT: '/var/task',
    POWERTOOLS_SERVICE_NAME: 'spillway-test-processing',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: server.url,
    _X_AMZN_TRACE_ID: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  directory = await mkdtemp(join(tmpdir(), 'spillway-traced-'));
  await bundleEntry(join(import.meta.dirname, 'traced-calls-fixture.ts'), directory);
  const bundle: { openAws: typeof openAws } = await import(
    pathToFileURL(join(directory, 'index.mjs')).href
  );
  aws = bundle.openAws({
    intakeUrl: `${server.url}/123456789012/intake`,
    deadLetterUrl: `${server.url}/123456789012/dead-letters`,
    bucket: 'bodies',
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([daemon.stop(), server.stop(), rm(directory, { recursive: true })]);
});

let invocations = 0;
beforeEach(() => {
  behaviours = [];
  invocations += 1;
  root = `1-5759e988-${invocations.toString(16).padStart(24, '0')}`;
  trace(1);
});
const trace = (sampled: 0 | 1) =>
  vi.stubEnv('_X_AMZN_TRACE_ID', `Root=${root};Parent=53995c3f42cd8ad8;Sampled=${sampled}`);

/** Of this trace, once the subsegment around the call has arrived, which is sent last. */
async function segmentsOf(call: () => Promise<unknown>) {
  const failure = await aws.tracing.capture('## test', {}, call).then(
    () => undefined,
    (error: Error) => error,
  );
  const ofTrace = () =>
    daemon.received.flatMap(({ segment }) => (segment.trace_id === root ? [segment] : []));
  await vi.waitFor(() => expect(ofTrace().map(({ name }) => name)).toContain('## test'), 20_000);
  const outer = ofTrace().find(({ name }) => name === '## test');
  return { outer, failure, calls: ofTrace().filter(({ name }) => name !== '## test') };
}

const sha256 = 'fa8242e99f48966ca514092b4233b446851f42b57ad5031bf133e1dd76787f3e'; // of `the body`
const stored = { bucket: 'bodies', key: 'bodies/github/k', bytes: 8, sha256 };
const email = { from: 'a@example.com', to: ['b@example.com'], subject: 's', text: 't' };
const event = { busName: 'orders', source: 's', detailType: 't', detail: '{}', time: 0 };

const calls: readonly [
  service: string,
  operation: string,
  queue: string | undefined,
  make: () => Promise<unknown>,
][] = [
  ['S3', 'GetObject', undefined, () => aws.fetchBody(stored)],
  ['S3', 'PutObject', undefined, () => aws.archive(anEnvelope(), 'the message')],
  ['SESv2', 'SendEmail', undefined, () => aws.sendEmail(email)],
  ['EventBridge', 'PutEvents', undefined, () => aws.putEvent(event)],
  [
    'SQS',
    'SendMessage',
    'orders',
    () => aws.sendToQueue({ queueUrl: queueUrl('orders'), body: 'b', attributes: {} }),
  ],
  ['SQS', 'SendMessage', 'intake', () => aws.sendAgain('b', 1)],
  ['SQS', 'SendMessage', 'dead-letters', () => aws.sendDeadLetter({ body: 'b', attributes: {} })],
  ['SQS', 'ChangeMessageVisibility', 'intake', () => aws.hideMessage('handle', 1)],
  ['DynamoDB', 'GetItem', undefined, () => aws.getItem()],
  ['Secrets Manager', 'GetSecretValue', undefined, () => aws.getSecret()],
];
const queueUrl = (name: string) => `${server.url}/123456789012/${name}`;

describe.each(calls)('%s %s %s', (service, operation, queue, make) => {
  it('is one subsegment inside that of the work', async () => {
    const { outer, calls: made, failure } = await segmentsOf(make);

    expect(failure).toBeUndefined();
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({
      name: service,
      namespace: 'aws',
      parent_id: outer?.id,
      aws: { operation, region: 'eu-central-1', request_id: 'r-1', retries: 0 },
      http: { response: { status: 200 } },
    });
    expect(Object(made[0]?.aws).queue_url).toBe(queue && queueUrl(queue));
    const { headers } = server.received.at(-1) ?? {};
    expect(headers?.['x-amzn-trace-id']).toBe(`Root=${root};Parent=${made[0]?.id};Sampled=1`);
  });
});

it('a call that is tried again stays one subsegment, which counts the retries', async () => {
  behaviours = [{ status: 503 }];
  const { calls: made } = await segmentsOf(() => aws.putEvent(event));
  expect(made).toHaveLength(1);
  expect(made[0]).toMatchObject({ aws: { retries: 1 }, http: { response: { status: 200 } } });
});

it('a call that is refused has its status and is an error', async () => {
  behaviours = [{ status: 400, body: { __type: 'AccessDeniedException', message: 'no' } }];
  const { calls: made, failure } = await segmentsOf(() => aws.putEvent(event));
  expect(failure).toMatchObject({ name: 'AccessDeniedException' });
  expect(made).toEqual([
    expect.objectContaining({ error: true, http: { response: { status: 400 } } }),
  ]);
});

it('a call of a request that is not sampled sends nothing, and tells it to the service', async () => {
  trace(0);
  await aws.putEvent(event);
  const { headers } = server.received.at(-1) ?? {};
  expect(headers?.['x-amzn-trace-id']).toBe(`Root=${root};Parent=53995c3f42cd8ad8;Sampled=0`);
});

it('no client of the functions that see webhooks is left out', () => {
  const clients = globSync('service/{aws,ingestion,processing}/**/*.ts', {
    cwd: join(import.meta.dirname, '..'),
  })
    .filter((file) => !/\.test\.ts$|-fixture\.ts$/.test(file))
    .flatMap((file) => {
      const code = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
      const made = code.match(/new \w+Client\(/g) ?? [];
      return made.length === 0 ? [] : [{ file, isTraced: /(streamline|traceCalls)\(/.test(code) }];
    });
  expect(clients.length).toBeGreaterThan(5);
  expect(clients.filter(({ isTraced }) => !isTraced)).toEqual([]);
});
