import { createHash } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotate } from '../client/annotations/annotate.ts';
import { openLogs } from '../client/logs/open-logs.ts';
import { embeddedStageOf } from '../client/stage/stage.ts';
import { queryText, type SavedQuery, savedQueries } from '../dashboards/queries.ts';
import type { PlatformEvent } from '../local/aws/observer.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { parseEnvelope } from '../service/webhook/envelope.ts';
import { askLogs, fieldsIn } from './factories/ask-logs.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { type Destination, startDestination } from './factories/destination.ts';
import { eventually } from './factories/eventually.ts';
import { type GithubWebhook, githubSignature } from './factories/github-webhook.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

let stack: EmbeddedStack;
let destination: Destination;
let destinationSecret = '';
let secret = '';
let timeouts = 0;

beforeAll(async () => {
  destination = await startDestination(() => destinationSecret);
  stack = await startFixtureStack({
    sink: destination.url,
    ...comeBackSoon,
    context: { ...comeBackSoon.context, destinationAttempts: '3' },
    observer: { log: () => undefined, record: (event) => noteTimeout(event) },
  });
  secret = stack.sources.github?.secret ?? '';
  const secrets = new SecretsManagerClient(clientFor('SECRETS_MANAGER'));
  const { SecretString = '{}' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: 'spillway/dev/destinations/app' }),
  );
  destinationSecret = JSON.parse(SecretString).current;
});

afterAll(async () => {
  await stack.stop();
  await destination.stop();
});

function noteTimeout(event: PlatformEvent): void {
  if (event.kind === 'lambda-invocation' && event.outcome === 'timeout') timeouts++;
}

function clientFor(service: string) {
  return {
    endpoint: stack.env[`AWS_ENDPOINT_URL_${service}`] ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}

const send = (webhook: GithubWebhook & { deliveryId?: string }) =>
  sendWebhook(stack.endpoint, { secret, ...webhook });

const idsTaken = () => destination.taken.map(({ deliveryId }) => deliveryId);

async function inQueue(output: string): Promise<number> {
  const { Attributes = {} } = await new SQSClient(clientFor('SQS')).send(
    new GetQueueAttributesCommand({
      QueueUrl: String(stack.outputs[output]),
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
}

async function deadLetterIds(): Promise<string[]> {
  const { Messages = [] } = await new SQSClient(clientFor('SQS')).send(
    new ReceiveMessageCommand({
      QueueUrl: String(stack.outputs.DeadLetterQueueUrl),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
    }),
  );
  return Messages.map(({ Body = '' }) => parseEnvelope(Body).deliveryId);
}

describe('a genuine webhook', () => {
  it('reaches the destination, signed, with its very bytes', async () => {
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x0a, 0x7d]);
    const answer = await send({ deliveryId: 'bytes', body });
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.body)).toEqual({ deliveryId: 'bytes' });
    await eventually('it arrived', () => idsTaken().includes('bytes'));
    expect(destination.taken).toContainEqual({ deliveryId: 'bytes', type: 'ping', body });
  });

  it('reaches it by the claim check when the queue could not hold it', async () => {
    const body = Buffer.alloc(300 * 1024, '"é');
    expect((await send({ deliveryId: 'large', body })).status).toBe(202);
    await eventually('it arrived', () => idsTaken().includes('large'));
    const taken = destination.taken.find(({ deliveryId }) => deliveryId === 'large');
    expect(sha256(taken?.body)).toBe(sha256(body));
  });

  it.each<[string, GithubWebhook]>([
    ['an empty body', { body: '' }],
    ['no delivery id', { headers: { 'X-GitHub-Delivery': undefined } }],
  ])('reaches it with %s: what is signed is never refused', async (_what, webhook) => {
    const answer = await send(webhook);
    expect(answer.status).toBe(202);
    const { deliveryId } = JSON.parse(answer.body);
    await eventually('it arrived', () => idsTaken().includes(deliveryId));
  });
});

const ofAnother = githubSignature(Buffer.from('{}'), 'not the secret');

describe('bad input never reaches the queue', () => {
  let before: readonly string[];

  beforeAll(() => {
    before = idsTaken();
  });

  it.each<[string, GithubWebhook, number]>([
    ['a wrong signature', { secret: 'not the secret' }, 401],
    ['no signature', { headers: { 'X-Hub-Signature-256': undefined } }, 401],
    ['a truncated signature', { headers: { 'X-Hub-Signature-256': ofAnother.slice(0, -2) } }, 401],
    [
      'an upper-case signature',
      { headers: { 'X-Hub-Signature-256': ofAnother.toUpperCase() } },
      401,
    ],
    ['a signature that is not ASCII', { headers: { 'X-Hub-Signature-256': 'sha256=é' } }, 401],
    ['a signature over another body', { headers: { 'X-Hub-Signature-256': ofAnother } }, 401],
    ['an unknown source', { source: 'nobody' }, 404],
    ['another method', { method: 'PUT' }, 405],
  ])('%s', async (_what, webhook, status) => {
    const answer = await send(webhook);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ status, trackingId: expect.any(String) });
  });

  it('a body beyond what the gateway takes, in the gateway’s own words', async () => {
    const answer = await send({ body: Buffer.alloc(11 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toEqual({ message: 'Request Too Long' });
  });

  it('and leaves nothing behind', async () => {
    await eventually('the queue is empty', async () => (await inQueue('IntakeQueueUrl')) === 0);
    expect(idsTaken()).toEqual(before);
  });
});

describe('faults', () => {
  it('of a destination that hangs longer than a function may run kill none: every webhook arrives, once', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `hung-${index}`);
    let hangs = 0;
    destination.behave = ({ deliveryId }) =>
      deliveryId.startsWith('hung') && Number(deliveryId.slice(5)) % 10 === 9 && hangs++ < 3
        ? 'hang'
        : 204;
    await Promise.all(ids.map((deliveryId) => send({ deliveryId })));
    await eventually('all arrived', () => ids.every((id) => idsTaken().includes(id)));
    await eventually('the queue is empty', async () => (await inQueue('IntakeQueueUrl')) === 0);
    expect(hangs).toBeGreaterThanOrEqual(3);
    const hung = idsTaken().filter((id) => id.startsWith('hung'));
    expect(hung.toSorted()).toEqual(ids.toSorted());
    expect(timeouts).toBe(0);
    expect(await inQueue('DeadLetterQueueUrl')).toBe(0);
  });

  it('dead-letter what a destination never takes, and nothing else of its batch', async () => {
    destination.behave = ({ deliveryId }) => (deliveryId.startsWith('poison') ? 500 : 204);
    const ids = ['poison-1', 'good-1', 'good-2', 'good-3'];
    const answers = await Promise.all(ids.map((deliveryId) => send({ deliveryId })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    await eventually(
      'it is a dead letter',
      async () => (await inQueue('DeadLetterQueueUrl')) > 0,
      60,
    );
    expect(await deadLetterIds()).toEqual(['poison-1']);
    expect(
      idsTaken()
        .filter((id) => /^(good|poison)/.test(id))
        .sort(),
    ).toEqual(ids.slice(1));
    expect(await inQueue('IntakeQueueUrl')).toBe(0);
  });

  it('make the sender try again when the queue is away', async () => {
    await stack.faults.on('queue-down');
    const answer = await send({ deliveryId: 'refused' });
    await stack.faults.off();
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('10');
    expect(JSON.parse(answer.body).type).toBe('urn:spillway:rejection:queue-unavailable');
    expect(idsTaken()).not.toContain('refused');
  });
});

// Over the lines that all of the above has left.
describe('the saved queries', () => {
  const logging = {
    ...{ stage: 'dev', apiName: 'spillway-dev' },
    ingestion: { name: 'spillway-dev-ingestion' },
    processing: { name: 'spillway-dev-processing' },
    audit: { name: 'spillway-dev-audit' },
  };
  const queries = Object.entries<SavedQuery>(savedQueries);
  let trackingId = '';

  beforeAll(async () => {
    const { headers } = await send({ deliveryId: 'asked' });
    trackingId = String(headers['x-amzn-requestid']);
    const { stage, endpoint, sinkUrl, sources, env } = stack;
    const { pid } = process;
    const client = openLogs(embeddedStageOf({ pid, stage, endpoint, sinkUrl, sources, env }));
    await annotate(client, stage, { kind: 'note', text: 'asked', at: Date.now() });
    client.destroy();
  });

  it.each(queries)('%s finds what it is asked for', async (id, query) => {
    const subject = id === 'OneRequest' ? trackingId : 'poison-1';
    const rows = await askLogs(stack.env, {
      logGroupNames: query.logGroups(logging),
      queryString: queryText(query).replaceAll('paste its id', subject),
    });
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each(queries)('%s reads only fields that lines have', async (_, query) => {
    const logGroupNames = query.logGroups(logging);
    const fields = fieldsIn(queryText(query));
    expect(fields.length).toBeGreaterThan(0);
    const found = await Promise.all(
      fields.map(async (field) => {
        const queryString = `filter ispresent(${field}) | limit 1`;
        return (await askLogs(stack.env, { logGroupNames, queryString })).length === 1;
      }),
    );
    expect(fields.filter((_field, index) => !found[index])).toEqual([]);
  });
});

function sha256(bytes: Buffer | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}
