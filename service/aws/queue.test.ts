import { SQSClient } from '@aws-sdk/client-sqs';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { afterEach, describe, expect, it } from 'vitest';
import { QueueUnavailableError } from '../errors.ts';
import { clientSettings } from './client-settings.ts';
import { type Behaviour, sent, startFaultyAws } from './faulty-aws-fixture.ts';
import { createSendMessage } from './queue.ts';
import { streamline } from './streamline.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** The adapter as the handler wires it, except for the waits between retries. */
async function setUp(...behaviours: Behaviour[]) {
  const aws = await startFaultyAws(behaviours);
  stops.push(aws.stop);
  const client = new SQSClient({
    ...clientSettings(3),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    retryStrategy: new StandardRetryStrategy({
      maxAttempts: 3,
      backoff: { setDelayBase() {}, computeNextBackoffDelay: () => 0 },
    }),
  });
  const repeats: number[] = [];
  const send = createSendMessage(
    streamline(client, (_call, sendCall) => sendCall(undefined)),
    `${aws.url}/123456789012/intake`,
    (times) => repeats.push(times),
  );
  return { send, repeats, received: aws.received };
}

describe('sending to the queue', () => {
  it('returns once SQS has stored the message', async () => {
    const { send, received } = await setUp(sent);

    await expect(send('{"v":1}')).resolves.toBeUndefined();

    expect(JSON.parse(received[0]?.body ?? '').MessageBody).toBe('{"v":1}');
  });

  it.each<{ name: string; behaviours: Behaviour[] }>([
    { name: 'is down', behaviours: [{ status: 503 }] },
    { name: 'cuts every connection', behaviours: ['reset'] },
    { name: 'refuses', behaviours: [{ status: 403, body: { __type: 'AccessDeniedException' } }] },
    { name: 'cuts its answers short', behaviours: ['cut'] },
    { name: 'throttles', behaviours: [{ status: 400, body: { __type: 'ThrottlingException' } }] },
  ])('throws QueueUnavailableError with its cause when SQS $name', async ({ behaviours }) => {
    const { send } = await setUp(...behaviours);

    const error = await send('{"v":1}').catch((thrown) => thrown);

    expect(error).toBeInstanceOf(QueueUnavailableError);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it.each<[string, Behaviour[], number[]]>([
    ['took it at once', [sent], []],
    ['took it when asked again', ['reset', { status: 503 }, sent], [2]],
    ['did not take it', ['reset'], [2]],
    ['refused it', [{ status: 403, body: { __type: 'AccessDeniedException' } }], []],
  ])('tells how often SQS was asked once more, which %s', async (_, behaviours, told) => {
    const { send, repeats } = await setUp(...behaviours);
    await send('{"v":1}').catch(() => undefined);
    expect(repeats).toEqual(told);
  });

  it('never puts the message into its error', async () => {
    const { send } = await setUp({ status: 400, body: { __type: 'InvalidMessageContents' } });

    const error = (await send('a private body').catch((thrown) => thrown)) as Error;

    expect(`${error.stack} ${JSON.stringify(error.cause)}`).not.toContain('private');
  });
});
