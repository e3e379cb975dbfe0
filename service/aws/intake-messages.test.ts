import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fauxqs, startFauxqs } from '../../local/aws/fauxqs/start-fauxqs.ts';
import { blindObserver } from '../../local/aws/observer.ts';
import { aDelivery } from '../../test/factories/delivery.ts';
import { anEnvelope } from '../../test/factories/envelope.ts';
import { deadLetterOf } from '../processing/dead-letter.ts';
import { createSqsDestination } from '../processing/destinations/sqs.ts';
import { parseEnvelope } from '../webhook/envelope.ts';
import { createIntakeMessages } from './intake-messages.ts';
import { createSendToQueue } from './send-to-queue.ts';
import { untraced } from './untraced-fixture.ts';

let service: Fauxqs;
let client: SQSClient;
let intakeUrl = '';
let deadLetterUrl = '';

beforeAll(async () => {
  service = await startFauxqs({ port: 0, region: 'us-east-1' }, blindObserver);
  client = new SQSClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const create = async (QueueName: string) =>
    (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  intakeUrl = await create('intake');
  deadLetterUrl = await create('dead-letters');
});
afterAll(async () => {
  client.destroy();
  await service.stop();
});

const messages = () => createIntakeMessages(client, { intakeUrl, deadLetterUrl });

async function take(QueueUrl: string) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], WaitTimeSeconds: 1 }),
  );
  const [message] = Messages;
  const attributes = Object.fromEntries(
    Object.entries(message?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]),
  );
  return { body: message?.Body ?? '', receipt: message?.ReceiptHandle ?? '', attributes };
}

async function count(QueueUrl: string, name: 'Delayed' | 'NotVisible') {
  const attribute = `ApproximateNumberOfMessages${name}` as const;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [attribute] }),
  );
  return Number(Attributes?.[attribute]);
}

describe('what processing says to the queues', () => {
  it('a dead letter says why, and can be sent through again as it is', async () => {
    const letter = deadLetterOf(anEnvelope(), 'app', 'm-1', {
      reason: 'refused',
      attempts: 3,
      firstError: 'Destination app answered 503',
      lastError: 'line\nbreak \u0007 and \uFFFF',
      lastFailedAt: Date.now(),
    });
    await messages().sendDeadLetter(letter);
    const taken = await take(deadLetterUrl);
    expect(parseEnvelope(taken.body)).toEqual({ ...anEnvelope(), nonce: 'm-1', to: ['app'] });
    expect(taken.attributes).toEqual({
      ...letter.attributes,
      attempts: '3',
      lastError: 'line break   and  ',
    });
  });

  it('a message is hidden for as long as it says', async () => {
    await messages().sendAgain('body', 0);
    const { receipt } = await take(intakeUrl);
    expect(await count(intakeUrl, 'NotVisible')).toBe(1);
    await messages().hideMessage(receipt, 0);
    expect((await take(intakeUrl)).body).toBe('body');
  });

  it('a copy comes later', async () => {
    await messages().sendAgain('parked', 900);
    expect(await count(intakeUrl, 'Delayed')).toBe(1);
  });
});

describe('a destination that is a queue', () => {
  const send = (body: Buffer, queueUrl = deadLetterUrl) =>
    createSqsDestination(
      { type: 'sqs', queueUrl },
      createSendToQueue(untraced, client),
    )(aDelivery({ body }));

  it('gets the body as it came, and all else as attributes', async () => {
    await send(Buffer.from('{"ref":"refs/heads/main"}'));
    const { body, attributes } = await take(deadLetterUrl);
    expect(body).toBe('{"ref":"refs/heads/main"}');
    expect(attributes).toEqual({
      deliveryId: 'd-1',
      source: 'github',
      type: 'push',
      receivedAt: '2026-11-23T12:00:00.000Z',
      contentType: 'application/json',
    });
  });

  it('gets other bytes as base64, and is told so', async () => {
    await send(Buffer.from([0xc3, 0x28]));
    const { body, attributes } = await take(deadLetterUrl);
    expect([body, attributes.bodyEncoding]).toEqual(['wyg=', 'base64']);
  });

  it('that is gone may be there again later', async () => {
    const sending = send(Buffer.from('a'), deadLetterUrl.replace('dead-letters', 'gone'));
    await expect(sending).rejects.toMatchObject({ name: 'ServiceFailedError' });
  });
});
