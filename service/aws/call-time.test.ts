import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createArchiveStore } from './archive-store.ts';
import { createBodyStore } from './body-store.ts';
import { callSeconds, clientSettings } from './client-settings.ts';
import { type Behaviour, startFaultyAws } from './faulty-aws-fixture.ts';
import { createStoreClient } from './store-client.ts';
import { streamline } from './streamline.ts';
import { untraced } from './untraced-fixture.ts';

/** Timers run so many times faster than they were set: less where an answer has to come before the limit of its attempt. */
const faster = { withoutAnswer: 5, withAnswer: 2 };
let factor = faster.withoutAnswer;
let waited: number[] = [];
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const stops: (() => Promise<void>)[] = [];

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  // The longest waits that the SDK's backoff can choose.
  vi.spyOn(Math, 'random').mockReturnValue(1 - Number.EPSILON);
  const { setTimeout } = globalThis;
  vi.stubGlobal('setTimeout', (run: () => void, milliseconds = 0) =>
    setTimeout(() => {
      waited.push(milliseconds);
      run();
    }, milliseconds / factor),
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const reference = { bucket: 'b', key: 'bodies/github/k', bytes: 1, sha256: '' };
const calls: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'a body that is put': () =>
    createBodyStore('b', createStoreClient(3, untraced)).put(
      'k',
      Buffer.alloc(2_200_000),
      'text/plain',
    ),
  'a body that is fetched': () =>
    createBodyStore('b', createStoreClient(3, untraced)).get(reference),
  'a webhook that is archived': () =>
    createArchiveStore('b', createStoreClient(3, untraced))(
      { source: 'github', receivedAt: '2026-11-23T12:00:00.000Z', deliveryId: 'd-1' } as never,
      'the message',
    ),
  'a message that is sent': (url) => {
    const client = streamline(new SQSClient({ ...clientSettings(3), md5: false }), (_, send) =>
      send(undefined),
    );
    const QueueUrl = `${url}/123456789012/intake`;
    return client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  },
};

/** @returns the milliseconds of each attempt and of each wait that a timer ended */
async function timeOf(call: string, behaviour: Behaviour): Promise<readonly number[]> {
  const aws = await startFaultyAws([behaviour]);
  stops.push(aws.stop);
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  factor = typeof behaviour === 'string' ? faster.withoutAnswer : faster.withAnswer;
  waited = [];
  await expect(calls[call]?.(aws.url)).rejects.toThrow();
  expect(aws.received).toHaveLength(3);
  return waited;
}

const slowDown: Behaviour = {
  status: 503,
  headers: { 'retry-after': '60' },
  body: '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
};
const throttled: Behaviour = {
  status: 400,
  headers: { 'retry-after': '60' },
  body: { __type: 'ThrottlingException' },
};

describe.each<[call: string, limitSeconds: number, throttling: Behaviour]>([
  ['a body that is put', 9, slowDown],
  ['a body that is fetched', 9, slowDown],
  ['a webhook that is archived', 9, slowDown],
  ['a message that is sent', callSeconds(3), throttled],
])('%s', (call, limitSeconds, throttling) => {
  it('is given up in time when each answer begins and never ends', async () => {
    expect(sum(await timeOf(call, 'stall'))).toBeLessThan(limitSeconds * 1000);
  });

  it('is given up in time when each attempt takes all of its time and is throttled', async () => {
    const hanging = await timeOf(call, 'hang');
    expect(sum(hanging)).toBeLessThan(limitSeconds * 1000);
    const attempt = Math.max(...hanging);
    const waits = await timeOf(call, throttling);
    expect(sum(waits)).toBeGreaterThan(2_990);
    expect(3 * attempt + sum(waits)).toBeLessThanOrEqual(limitSeconds * 1000);
  });
});

it('the longest that a call takes is as long as said', async () => {
  const attempt = Math.max(...(await timeOf('a message that is sent', 'hang')));
  const waits = await timeOf('a message that is sent', throttled);
  expect((3 * attempt + sum(waits)) / 1000).toBeCloseTo(callSeconds(3), 1);
});
