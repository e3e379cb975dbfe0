import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Behaviour, sent, startFaultyAws } from './faulty-aws-fixture.ts';
import { createSendToQueue } from './send-to-queue.ts';
import { untraced } from './untraced-fixture.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function send(behaviour: Behaviour) {
  const aws = await startFaultyAws([behaviour]);
  const client = new SQSClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    md5: false,
  });
  stops.push(aws.stop, async () => client.destroy());
  await createSendToQueue(
    untraced,
    client,
  )({
    queueUrl: `${aws.url}/123456789012/orders`,
    body: 'the body',
    attributes: { deliveryId: 'd-1' },
  });
  return JSON.parse(aws.received[0]?.body ?? '');
}

const refusal = (status: number, type: string, headers = {}): Behaviour => ({
  status,
  body: { __type: `com.amazonaws.sqs#${type}`, message: 'no' },
  headers,
});

describe('a message for another queue', () => {
  it('has the body, and all else as attributes', async () => {
    expect(await send(sent)).toMatchObject({
      MessageBody: 'the body',
      MessageAttributes: { deliveryId: { DataType: 'String', StringValue: 'd-1' } },
    });
  });

  it.each<[what: string, behaviour: Behaviour, name: string]>([
    ['is refused for good', refusal(400, 'InvalidMessageContents'), 'PermanentError'],
    ['meets a failure of SQS', { status: 503 }, 'ServiceFailedError'],
    ['is throttled', refusal(400, 'RequestThrottled'), 'ServiceFailedError'],
    ['is not answered', 'reset', 'ServiceFailedError'],
    ['finds no queue', refusal(400, 'QueueDoesNotExist'), 'ServiceFailedError'],
    ['is not allowed', refusal(403, 'AccessDeniedException'), 'AccessDeniedException'],
    [
      'was signed by a wrong clock',
      refusal(403, 'InvalidSignatureException'),
      'InvalidSignatureException',
    ],
  ])('that %s', async (_what, behaviour, name) => {
    await expect(send(behaviour)).rejects.toMatchObject({ name });
  });

  it('waits as long as SQS asks', async () => {
    const asking = refusal(429, 'RequestThrottled', { 'retry-after': '12' });
    await expect(send(asking)).rejects.toMatchObject({ retryAfterSeconds: 12 });
  });
});
