import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { createRequest } from '../service/webhook/request.ts';
import { senders } from '../service/webhook/senders.ts';
import { signRequest } from '../service/webhook/sign-request.ts';
import { eventually } from './factories/eventually.ts';
import { sendRequest } from './factories/send-request.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

let stack: EmbeddedStack;
let sqs: SQSClient;
const lines: string[] = [];
/** Metric → what the functions counted. */
const counted = new Map<string, number>();

const issue = { title: 'It broke', html_url: 'https://github.com/spillway/spillway/issues/1' };
const charge = JSON.stringify({
  id: 'evt_1',
  type: 'charge.succeeded',
  data: { object: { amount: 100_000 } },
});
const configFile = join(import.meta.dirname, '../examples/routing.config.ts');

beforeAll(async () => {
  stack = await startFixtureStack({
    configFile,
    log: (line) => lines.push(line),
    onRefusal: (destination, why) => lines.push(`refused ${destination}: ${why}`),
    observer: { log: ({ message }) => note(message), record: () => undefined },
  });
  sqs = new SQSClient({
    endpoint: stack.env.AWS_ENDPOINT_URL_SQS ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await github('push', { ref: 'refs/heads/main' });
  await github('issues', { action: 'opened', sender: { type: 'User' }, issue });
  await github('release', { action: 'published', release: { tag_name: 'v1.0.0' } });
  await send('stripe', {}, charge);
  await eventually(
    `four webhooks are processed, not ${counted.get('WebhookProcessed')}; ${lines.at(-1)}`,
    () => counted.get('WebhookProcessed') === 4,
  );
});

afterAll(async () => {
  sqs?.destroy();
  await stack?.stop();
});

function note(line: string): void {
  if (!line.startsWith('{')) return;
  const { level, message, ...fields } = JSON.parse(line);
  if (level === 'WARN' || level === 'ERROR') lines.push(message);
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('Webhook') || typeof value !== 'number') continue;
    counted.set(name, (counted.get(name) ?? 0) + value);
  }
}

const github = (type: string, body: object) =>
  send(
    'github',
    { 'x-github-event': type, 'x-github-delivery': `the-${type}` },
    JSON.stringify(body),
  );

async function send(
  source: 'github' | 'stripe',
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<void> {
  const request = createRequest({
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(body),
  });
  const { secret = '' } = stack.sources[source] ?? {};
  const signed = signRequest(senders[source], request, secret, { now: Date.now() });
  if (signed === undefined) throw new Error(`${source} can't be signed here`);
  expect((await sendRequest(stack.endpoint, source, signed)).status).toBeLessThan(300);
}

/** The only message that a destination got. */
const messageAt = (destination: string) => {
  const [message, ...others] = stack.messages
    .page(0)
    .messages.filter((one) => one.destination === destination);
  expect(others).toEqual([]);
  return message;
};
const deliveriesAt = (destination: string) =>
  stack.arrivals.page(0).deliveries.filter((one) => one.destination === destination);

describe('every kind of destination of the example', () => {
  it('an HTTP endpoint has what its route takes', () => {
    const ids = deliveriesAt('app').map(({ deliveryId }) => deliveryId);
    expect(ids.toSorted()).toEqual(['the-issues', 'the-push', 'the-release']);
  });

  // The sink takes there nothing but a PUT with that header.
  it('one that is called by PUT, with a header of its secret, has the transformed body', () => {
    const body = JSON.stringify({ title: issue.title, url: issue.html_url });
    const sha256 = createHash('sha256').update(body).digest('hex');
    expect(deliveriesAt('tracker')).toMatchObject([{ deliveryId: 'the-issues', sha256 }]);
  });

  it.each([
    ['team', 'slack'],
    ['players', 'discord'],
  ])('the chat of %s has a message', (destination, kind) => {
    const title = expect.stringMatching(/^push from github, received .*Z, delivery the-push$/);
    expect(messageAt(destination)).toMatchObject({ kind, title });
  });

  it('people have a mail with a subject', async () => {
    const subject = 'charge.succeeded from stripe';
    // It comes from another thread.
    await eventually('the mail is told of', () => messageAt('accounting') !== undefined);
    expect(messageAt('accounting')).toMatchObject({ kind: 'email', title: subject });
    const store = await fetch(`${stack.env.AWS_ENDPOINT_URL_SESV2}/store`);
    const to = ['accounting@example.com'];
    expect(await store.json()).toMatchObject({
      emails: [{ from: 'hooks@example.com', destination: { to }, subject }],
    });
  });

  it('a bus has an event', () => {
    expect(messageAt('bus')).toMatchObject({
      kind: 'eventbridge',
      deliveryId: 'evt_1',
      title: 'charge.succeeded from spillway.stripe',
    });
  });

  it('a queue has a message, which can be taken', async () => {
    await eventually('the message is told of', () => messageAt('queue') !== undefined);
    expect(messageAt('queue')).toMatchObject({ kind: 'sqs', deliveryId: 'evt_1' });
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: `${stack.env.AWS_ENDPOINT_URL_SQS}/000000000000/orders`,
        MessageAttributeNames: ['All'],
        MaxNumberOfMessages: 10,
      }),
    );
    expect(Messages).toMatchObject([
      { Body: charge, MessageAttributes: { source: { StringValue: 'stripe' } } },
    ]);
  });
});

it('loses nothing, and nothing fails or is tried again', async () => {
  expect(Object.fromEntries(counted)).toMatchObject({ WebhookAccepted: 4, WebhookProcessed: 4 });
  const ends = ['WebhookDuplicate', 'WebhookFiltered', 'WebhookDeadLettered', 'WebhookParked'];
  for (const end of ends) expect(counted.get(end) ?? 0).toBe(0);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: String(stack.outputs.DeadLetterQueueUrl),
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  expect(Attributes?.ApproximateNumberOfMessages).toBe('0');
  expect(
    lines.filter((line) => !/^(Nothing to do|NOT RUN|This machine|The one change)/.test(line)),
  ).toEqual([]);
});

it('says at start where destinations are', () => {
  const queues = `${stack.env.AWS_ENDPOINT_URL_SQS}/000000000000/<queue>`;
  expect(lines).toContain(
    `The one change to the template: destinations are ${stack.sinkUrl}/<destination>, those that are queues ${queues}`,
  );
});

it('can be put in trouble where the sink stands in for it, and says so elsewhere', async () => {
  await stack.faults.on('destination-down', { destination: 'team' });
  await stack.faults.off();
  await expect(stack.faults.on('destination-down', { destination: 'bus' })).rejects.toThrow(
    'There is no destination bus that is called over HTTP. There are: app, tracker, team, players.',
  );
});

it('ends with the stack whatever it needed', async () => {
  const own = await startFixtureStack({ configFile });
  const { AWS_ENDPOINT_URL_SESV2: ses = '', AWS_ENDPOINT_URL_EVENTBRIDGE: bridge = '' } = own.env;
  expect((await fetch(ses)).ok).toBe(true);
  await own.stop();
  for (const url of [ses, bridge, own.sinkUrl]) {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  }
});
