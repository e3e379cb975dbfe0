import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JourneyEvent, Journeys, Span } from '../client/journey/journey.ts';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { eventually } from './factories/eventually.ts';
import {
  type HttpReceiver,
  type ReceivedRequest,
  startHttpReceiver,
} from './factories/http-receiver.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const visibilitySeconds = 6;
const configFile = join(import.meta.dirname, 'fixtures/faults.config.ts');
let stack: EmbeddedStack;
let receiver: HttpReceiver;
let sqs: SQSClient;
let directory: string;
/** Delivery id → the outcomes that processing reported for it. */
const outcomes = new Map<string, string[]>();
let parked = 0;
const parkedIds = new Set<string>();
/** Delivery id → how a destination answers; 204 unless it is here. */
const answers = new Map<string, (request: ReceivedRequest) => number | 'hang'>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  receiver = await startHttpReceiver();
  receiver.answer = (response, request) => {
    const status = answers.get(String(request.headers['webhook-id']))?.(request) ?? 204;
    if (status !== 'hang') response.writeHead(status).end();
  };
  stack = await startFixtureStack({
    configFile,
    sink: receiver.url,
    ...comeBackSoon,
    context: {
      ...comeBackSoon.context,
      maxReceiveCount: '6',
      destinationAttempts: '6',
      retryBaseSeconds: '1',
      retryCapSeconds: '2',
      circuitFailures: '5',
    },
    observer: { log: ({ message }) => note(message), record: () => undefined },
  });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  const described = { pid: process.pid, stage, endpoint, sinkUrl, configFile, sources, env };
  writeStackFile(described, join(directory, '.spillway', 'stack.json'));
  sqs = new SQSClient({
    endpoint: stack.env.AWS_ENDPOINT_URL_SQS ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterAll(async () => {
  sqs.destroy();
  await stack.stop();
  await receiver.stop();
  rmSync(directory, { recursive: true });
});

function note(line: string): void {
  if (!line.startsWith('{')) return;
  const { message, deliveryId, WebhookParked } = JSON.parse(line);
  if (typeof WebhookParked === 'number') parked += WebhookParked;
  if (/^webhook parked/.test(message)) parkedIds.add(deliveryId);
  const [, outcome] = /^webhook (processed|duplicate|filtered|dead-lettered)$/.exec(message) ?? [];
  if (outcome) outcomes.set(deliveryId, [...(outcomes.get(deliveryId) ?? []), outcome].toSorted());
}

async function send(
  deliveryId: string,
  event = 'push',
  body: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { status } = await sendWebhook(stack.endpoint, {
    secret: stack.sources.github?.secret ?? '',
    deliveryId,
    body: JSON.stringify(body),
    headers: { 'X-GitHub-Event': event, ...headers },
  });
  expect(status).toBe(202);
}

/** The destinations that were asked to take it, in their order. */
const asked = (deliveryId: string) =>
  receiver.requests
    .filter(({ headers }) => headers['webhook-id'] === deliveryId)
    .map(({ path }) => path.slice(1));

const ended = (deliveryId: string, expected: readonly string[], seconds = 30) =>
  eventually(
    `${deliveryId} ends as ${expected}, not ${outcomes.get(deliveryId)}`,
    () => outcomes.get(deliveryId)?.length === expected.length,
    seconds,
  ).then(() => expect(outcomes.get(deliveryId)).toEqual(expected));

/** What was in a batch with a killed one came back with it, and was logged once more. */
const processed = async (deliveryId: string, seconds = 8 * visibilitySeconds) => {
  await eventually(`${deliveryId} is processed`, () => outcomes.has(deliveryId), seconds);
  expect(new Set(outcomes.get(deliveryId))).toEqual(new Set(['processed']));
};

// Each test has delivery ids of its own, so they need not wait for each other.
describe('a webhook', () => {
  it.concurrent('that is sent again and again is delivered to each destination once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => send('again')));
    await ended('again', [...Array(4).fill('duplicate'), 'processed']);
    await send('again');
    await ended('again', [...Array(5).fill('duplicate'), 'processed']);
    expect(asked('again').toSorted()).toEqual(['app', 'audit']);
  });

  it.concurrent('that one destination can not take for a while gets there later, and to the others once', async () => {
    let failures = 2;
    answers.set('fan-out', ({ path }) => (path === '/audit' && failures-- > 0 ? 503 : 204));
    await send('fan-out');
    await ended('fan-out', ['processed']);
    expect(asked('fan-out').toSorted()).toEqual(['app', 'audit', 'audit', 'audit']);
  });

  it.concurrent('that is refused leaves a dead letter, which SQS itself can send through again', async () => {
    let isRefused = true;
    answers.set('refused', ({ path }) => (path === '/audit' && isRefused ? 410 : 204));
    await send('refused');
    await ended('refused', ['dead-lettered']);
    expect(await attributesOfDeadLetter()).toMatchObject({
      reason: 'refused',
      attempts: '1',
      firstError: 'Destination audit answered 410',
      lastError: 'Destination audit answered 410',
      failed: expect.stringMatching(/^\d{4}-[^/]+Z\/\d{4}-[^/]+Z$/),
      destination: 'audit',
    });
    isRefused = false;
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: 'arn:aws:sqs:us-east-1:000000000000:spillway-dev-dead-letters',
        DestinationArn: 'arn:aws:sqs:us-east-1:000000000000:spillway-dev-intake',
      }),
    );
    await ended('refused', ['dead-lettered', 'processed']);
    expect(asked('refused').toSorted()).toEqual(['app', 'audit', 'audit']);
  });

  it.concurrent('that no route takes is filtered', async () => {
    await send('unwanted', 'watch');
    await ended('unwanted', ['filtered']);
    expect(asked('unwanted')).toEqual([]);
  });
});

// Apart from those above, with whose batches they would interfere.
describe('a webhook in trouble', () => {
  it.concurrent('whose function is killed before the effect has it happen once', async () => {
    const file = join(directory, 'before');
    await send('killed-before', 'release', { file, hangs: 'before' });
    await processed('killed-before');
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it.concurrent('whose function is killed after it, before the table knew, has it happen twice and counts once', async () => {
    const file = join(directory, 'after');
    await send('killed-after', 'release', { file, hangs: 'after' });
    await processed('killed-after');
    expect(readFileSync(file, 'utf8')).toBe('xx');
  });

  it.concurrent('whose destination does not answer in time is sent again, the rest of its batch is not', async () => {
    let isFirst = true;
    answers.set('hangs', () => {
      if (!isFirst) return 204;
      isFirst = false;
      return 'hang';
    });
    await Promise.all(['hangs', 'beside-1', 'beside-2'].map((id) => send(id, 'ping')));
    await processed('hangs');
    expect(asked('hangs')).toEqual(['app', 'app']);
    await processed('beside-1');
    await processed('beside-2');
    expect([...asked('beside-1'), ...asked('beside-2')]).toEqual(['app', 'app']);
  });

  it.concurrent('whose destination is down for long waits without using up its attempts, and gets there once', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `down-${index}`);
    let isDown = true;
    let taken = 0;
    for (const id of ids) {
      answers.set(id, () => {
        if (!isDown) taken++;
        return isDown ? 503 : 204;
      });
    }
    await Promise.all(ids.map((id) => send(id, 'issues')));
    await eventually('webhooks are put back', () => parked >= 20);
    isDown = false;
    for (const id of ids) await processed(id, 90);
    expect(taken).toBe(ids.length);
  }, 120_000);

  it.concurrent('that failed twice, was parked, dead-lettered and redriven has all of it in its journey', async () => {
    let answer = 503;
    const beside = ['star-0', 'star-1', 'star-2', 'star-3'];
    for (const id of ['journey', ...beside]) answers.set(id, () => answer);
    const root = '1-5759e988-bd862e3fe1be46a994272793';
    const sampled = { 'X-Amzn-Trace-Id': `Root=${root};Sampled=1` };
    await send('journey', 'star', {}, sampled);
    await eventually('it failed twice', () => asked('journey').length === 2);
    // With theirs, the failures in a row are enough for the destination to rest.
    await Promise.all(beside.map((id) => send(id, 'star')));
    await eventually('it is parked', () => parkedIds.has('journey'), 60);
    answer = 410;
    await ended('journey', ['dead-lettered'], 90);
    answer = 204;
    await spillway('dlq', 'redrive', '--source', 'github', '--reason', 'refused');
    await ended('journey', ['dead-lettered', 'processed'], 60);

    const { webhooks, looked }: Journeys = JSON.parse(await spillway('trace', 'journey', '--json'));

    expect(looked.map(({ place, failed }) => [place, failed])).toEqual(
      ['logs', 'table', 'dead letters', 'X-Ray'].map((place) => [place, undefined]),
    );
    const [{ events = [], deliveries = [], letters, traces = [] } = {}] = webhooks;
    expect(stepsOf(events)).toEqual([
      ...['received', 'verified', 'stored', 'attempt 503', 'failed'],
      ...['parked', 'attempt 410', 'dead-lettered', 'redriven', 'attempt 204', 'processed'],
    ]);
    expect(events.filter(({ status }) => status === 503).length).toBeGreaterThan(1);
    expect(deliveries.map(({ nonce, state }) => [nonce !== undefined, state])).toEqual([
      [false, 'dead-lettered'],
      [true, 'delivered'],
    ]);
    expect(letters).toBe(0);
    // One picture across the queue: the sender's own trace, and those of processing.
    expect(callsOf(traces.find(({ traceId }) => traceId === root)?.spans)).toEqual(
      expect.arrayContaining(['spillway-dev/dev', 'spillway-dev-ingestion', 'SQS SendMessage']),
    );
    expect(traces.flatMap(({ spans }) => callsOf(spans))).toContain('## delivery ledger');
    expect(await spillway('trace', 'journey')).toMatch(
      /parked .+\n.+attempt +ledger: answered 410 in \d+ ms\n.+dead-lettered +ledger: refused/,
    );
  }, 180_000);
});

const spillway = (...args: readonly string[]) =>
  runSpillway(args, { root: directory, defaultStage: 'local', sleep: delay });

/** Without repetitions one after the other, such as of failures. */
function stepsOf(events: readonly JourneyEvent[]): readonly string[] {
  const steps = events.map(({ event, status }) => [event, status].filter(Boolean).join(' '));
  const kept: string[] = [];
  for (const step of steps) if (!kept.slice(-2).includes(step)) kept.push(step);
  return kept;
}

function callsOf(spans: readonly Span[] = []): readonly string[] {
  return spans.map(({ name, operation = '', destination = '' }) =>
    `${name} ${operation}${destination}`.trim(),
  );
}

async function attributesOfDeadLetter(): Promise<Record<string, string | undefined>> {
  const QueueUrl = String(stack.outputs.DeadLetterQueueUrl);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MessageAttributeNames: ['All'],
      VisibilityTimeout: 0,
      WaitTimeSeconds: 5,
    }),
  );
  await eventually('the dead letter is in sight again', async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Attributes?.ApproximateNumberOfMessages === '1';
  });
  const attributes = Object.entries(Messages[0]?.MessageAttributes ?? {});
  return Object.fromEntries(attributes.map(([name, { StringValue }]) => [name, StringValue]));
}
