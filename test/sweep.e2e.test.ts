import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { env } from 'node:process';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { eventually } from './factories/eventually.ts';
import { createRandom } from './factories/random.ts';
import { type RandomRequest, randomRequest } from './factories/random-request.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

// `npm test` takes a tenth; `npm run sweep` takes 50,000. Fewer, or the same ones again:
// `SWEEP_REQUESTS=1000 SWEEP_SEED=1 npm run sweep`
const { SWEEP_REQUESTS, SWEEP_SEED } = env;
const count = Number(SWEEP_REQUESTS ?? 5_000);
const seed = Number(SWEEP_SEED ?? randomInt(2 ** 31));
const concurrency = 32;
/** One in so many is genuine: proof that the door isn't simply shut. */
const genuineEvery = 100;

const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
const configFile = join(import.meta.dirname, 'fixtures/all-senders.config.ts');
let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startFixtureStack({
    configFile,
    // What the gateway sheds never reaches the code that is tested.
    context: { throttleRatePerSecond: '10000', throttleBurst: '5000' },
  });
});

afterAll(async () => {
  agent.destroy();
  await stack?.stop();
});

interface Swept {
  readonly index: number;
  readonly sent: string;
  readonly status: number;
}

function send({ method, path, headers, body }: RandomRequest): Promise<number> {
  const { hostname, port, pathname } = new URL(stack.endpoint);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path: pathname + path, agent };
    const sent = request({ ...options, headers: { ...headers, 'content-length': body.length } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.on('end', () => resolve(response.statusCode ?? 0)).resume();
    });
    sent.end(body);
  });
}

/** Each from a seed of its own, so that one alone can be looked at. */
async function sweepOne(index: number): Promise<Swept | undefined> {
  const random = randomRequest(createRandom(seed + index));
  const sent = `${random.method} ${random.path}`;
  const status = await send(random).catch((cause: unknown) => {
    throw new Error(`request ${index} of seed ${seed} (${sent}) got no answer`, { cause });
  });
  const isIn = status < 400 && !random.isOpenQuestion;
  return status >= 500 || isIn ? { index, sent, status } : tally(status);
}

const answers = new Map<number, number>();

function tally(status: number): undefined {
  answers.set(status, (answers.get(status) ?? 0) + 1);
}

async function sendGenuine(index: number): Promise<void> {
  const secret = stack.sources.github?.secret ?? '';
  const answer = await sendWebhook(stack.endpoint, { secret, deliveryId: `genuine-${index}` });
  expect(answer.status).toBe(202);
}

async function inQueue(output: string): Promise<number> {
  const sqs = new SQSClient({
    endpoint: stack.env.AWS_ENDPOINT_URL_SQS ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Attributes = {} } = await sqs.send(
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

it('answers no random request with 5xx, and stores only what is signed', {
  timeout: 600_000,
}, async () => {
  process.stdout.write(`sweep: ${count} requests, seed ${seed}\n`);
  const began = performance.now();
  const wrong: Swept[] = [];
  const genuine: string[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) {
      const swept = await sweepOne(index);
      if (swept) wrong.push(swept);
      if (index % genuineEvery === 0) {
        await sendGenuine(index);
        genuine.push(`genuine-${index}`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - began) / 1000;
  const shares = [...answers].sort().map(([status, times]) => `${status}: ${times}`);
  process.stdout.write(`sweep: ${seconds.toFixed(1)} s; ${shares.join(', ')}\n`);

  expect(wrong.slice(0, 10)).toEqual([]);
  // It got behind the gateway: to questions that are answered, and to each kind of refusal.
  expect([...answers.keys()]).toEqual(expect.arrayContaining([200, 401, 403, 404, 405]));
  await eventually('the queue is empty', async () => (await inQueue('IntakeQueueUrl')) === 0);
  expect(await inQueue('DeadLetterQueueUrl')).toBe(0);
  const arrived = stack.arrivals.page(0).deliveries.map(({ deliveryId }) => deliveryId);
  expect(arrived.sort()).toEqual(genuine.sort());
});
