import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { StackOutputs } from './deploy-stack.ts';
import { pollUntil } from './poll-until.ts';
import { sendWebhook } from './send-webhook.ts';
import { type Ministack, region } from './start-ministack.ts';
import type { Sink } from './start-sink.ts';

export interface Deployment {
  readonly ministack: Ministack;
  readonly outputs: StackOutputs;
  readonly sink: Sink;
  /** The secret that the sender signs with. */
  readonly secret: string;
}

/** A signed ping is accepted, and arrives at the destination once, byte for byte. */
export async function checkPing({ ministack, outputs, sink, secret }: Deployment): Promise<void> {
  const deliveryId = randomUUID();
  const body = JSON.stringify({ zen: 'Anything added dilutes everything else. $& ✓', hook_id: 1 });
  const webhook = { endpoint: outputs.Endpoint, secret, deliveryId, event: 'ping', body };

  const answer = await sendWebhook(ministack, webhook);
  assert.deepEqual(answer, { status: 202, body: JSON.stringify({ deliveryId }) });

  await pollUntil('the ping to arrive', 30, async () => sink.deliveries[0]);
  await pollUntil('the queues to be empty', 30, () => areQueuesEmpty(ministack, outputs));
  assert.deepEqual(sink.deliveries, [{ id: deliveryId, event: 'ping', body }]);
}

/** A forged ping gets 401 with its reason, and goes no further. */
export async function checkForgery(deployment: Deployment): Promise<void> {
  const { ministack, outputs, sink } = deployment;
  const before = sink.deliveries.length;
  const answer = await sendWebhook(ministack, {
    endpoint: outputs.Endpoint,
    secret: 'not the secret',
    deliveryId: randomUUID(),
    event: 'ping',
    body: '{}',
  });
  assert.equal(answer.status, 401);
  assert.match(answer.body, /"urn:spillway:rejection:signature-mismatch"/);
  await pollUntil('the queues to be empty', 30, () => areQueuesEmpty(ministack, outputs));
  assert.equal(sink.deliveries.length, before);
}

export async function areQueuesEmpty(
  { env }: Ministack,
  { IntakeQueueUrl, DeadLetterQueueUrl }: StackOutputs,
): Promise<true | undefined> {
  const client = new SQSClient({
    region,
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const counts = await Promise.all(
    [IntakeQueueUrl, DeadLetterQueueUrl].map(async (QueueUrl) => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return (
        Number(Attributes?.ApproximateNumberOfMessages) +
        Number(Attributes?.ApproximateNumberOfMessagesNotVisible) +
        Number(Attributes?.ApproximateNumberOfMessagesDelayed)
      );
    }),
  );
  client.destroy();
  return counts.every((count) => count === 0) ? true : undefined;
}
