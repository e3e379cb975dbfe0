import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Fauxqs, startFauxqs } from '../fauxqs/start-fauxqs.ts';
import { createRecorder } from '../lambda/function-fixture.ts';
import { createSqsCaller } from './call-sqs.ts';
import type { SentMessage } from './watch-queue.ts';

// A busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });
const patiently = { timeout: 25_000 };

const recorder = createRecorder();
let service: Fauxqs;
let client: SQSClient;

beforeAll(async () => {
  service = await startFauxqs({ port: 0, region: 'eu-central-1' }, recorder.observer);
  client = new SQSClient({
    endpoint: service.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await service.stop();
});

async function createQueue(QueueName: string, Attributes = {}): Promise<string> {
  const created = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return created.QueueUrl ?? '';
}

function emptyReceivesOf(queueName: string): number {
  return recorder.events
    .filter((event) => event.kind === 'queue-activity')
    .filter((event) => event.queueName === queueName)
    .reduce((sum, { emptyReceives }) => sum + emptyReceives, 0);
}

describe('SQS', () => {
  it('gives queue URLs of its own address', async () => {
    await createQueue('addressed');
    const found = await client.send(new GetQueueUrlCommand({ QueueName: 'addressed' }));
    expect(found.QueueUrl).toBe(`${service.endpoint}/000000000000/addressed`);
  });

  it('takes any character that SQS takes, and refuses the others as SQS does', async () => {
    const QueueUrl = await createQueue('characters');
    const send = (MessageBody: string) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

    await send('\t\u{FFFD}\u{1F4E6}\u{10FFFF}');
    const received = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(received.Messages?.[0]?.Body).toBe('\t\u{FFFD}\u{1F4E6}\u{10FFFF}');
    for (const refused of ['\u{0}', '\u{B}', '\u{FFFE}', '\u{FFFF}']) {
      await expect(send(refused)).rejects.toThrow('Invalid characters found');
    }
  });

  it('rejects with the system code when its port is taken', async () => {
    const port = Number(new URL(service.endpoint).port);
    await expect(
      startFauxqs({ port, region: 'eu-central-1' }, recorder.observer),
    ).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  });

  it('hands no message to a receiver that has hung up', async () => {
    const QueueUrl = await createQueue('hung-up');
    const { call, close } = createSqsCaller(service.endpoint);
    const leaving = new AbortController();
    const wait = (signal?: AbortSignal) =>
      call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 }, signal);
    const left = wait(leaving.signal).catch(() => 'left');
    const stays = wait();
    // They have found nothing, and wait.
    await vi.waitFor(() => expect(emptyReceivesOf('hung-up')).toBe(2), patiently);
    leaving.abort();
    expect(await left).toBe('left');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    expect(await stays).toMatchObject({ Messages: [{ Body: 'hello' }] });
    close();
  });

  it('hands a message to one waiting receiver and leaves the others waiting', async () => {
    const QueueUrl = await createQueue('waiting');
    const began = performance.now();
    const waiting = [1, 2, 3].map(() =>
      client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 })),
    );
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const first = await Promise.race(waiting);
    expect(first.Messages?.[0]?.Body).toBe('hello');
    const all = await Promise.all(waiting);
    expect(all.filter((answer) => answer.Messages !== undefined)).toHaveLength(1);
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  it('reports depth, age and activity of each queue', async () => {
    const QueueUrl = await createQueue('reported');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'é' }));
    await vi.waitFor(() => {
      expect(recorder.events).toContainEqual(
        expect.objectContaining({ kind: 'queue-activity', queueName: 'reported', sentBytes: 2 }),
      );
      expect(recorder.events).toContainEqual(
        expect.objectContaining({ kind: 'queue-depth', queueName: 'reported', visible: 1 }),
      );
    }, patiently);
  });

  it('counts a delayed message apart, without an age, until its delay is over', async () => {
    const queueName = 'delayed';
    const QueueUrl = await createQueue(queueName);
    const message = { QueueUrl, MessageBody: 'parked', DelaySeconds: 2 };
    await client.send(new SendMessageCommand(message));
    const kind = 'queue-depth';
    const reports = (depth: object) =>
      expect(recorder.events).toContainEqual(
        expect.objectContaining({ kind, queueName, notVisible: 0, ...depth }),
      );
    await vi.waitFor(() => reports({ visible: 0, delayed: 1, oldestAgeSeconds: 0 }), patiently);
    await vi.waitFor(() => reports({ visible: 1, delayed: 0 }), patiently);
  });

  it('answers the lean caller as it answers the SDK, errors by code', async () => {
    const QueueUrl = await createQueue('lean');
    const { call, close } = createSqsCaller(service.endpoint);
    expect(await call('SendMessage', { QueueUrl, MessageBody: 'x' })).toHaveProperty('MessageId');
    await expect(
      call('SendMessage', { QueueUrl: `${QueueUrl}-not`, MessageBody: 'x' }),
    ).rejects.toThrow('SQS SendMessage: QueueDoesNotExist');
    close();
  });
});

describe('a watched queue', () => {
  it('tells of each message that is sent there, and gives it to its receiver', async () => {
    const QueueUrl = await createQueue('watched');
    const other = await createQueue('unwatched');
    const sent: SentMessage[] = [];
    service.watchQueue('watched', (message) => sent.push(message));
    const MessageAttributes = { type: { DataType: 'String', StringValue: 'push' } };
    for (const url of [other, QueueUrl, QueueUrl]) {
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: 'é', MessageAttributes }),
      );
    }
    const told = { queueName: 'watched', attributes: { type: 'push' }, body: 'é', bytes: 2 };
    await vi.waitFor(() => expect(sent).toEqual([told, told]), patiently);
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages?.map(({ Body }) => Body)).toEqual(['é', 'é']);
  });

  it('does not tell of a message that a redrive policy moves there', async () => {
    await createQueue('letters');
    const deadLetterTargetArn = 'arn:aws:sqs:eu-central-1:000000000000:letters';
    const source = await createQueue('poisoned', {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
    });
    const sent: SentMessage[] = [];
    service.watchQueue('letters', (message) => sent.push(message));
    await client.send(new SendMessageCommand({ QueueUrl: source, MessageBody: 'x' }));
    const letters = `${service.endpoint}/000000000000/letters`;
    await vi.waitFor(async () => {
      await client.send(new ReceiveMessageCommand({ QueueUrl: source }));
      const moved = await client.send(new ReceiveMessageCommand({ QueueUrl: letters }));
      expect(moved.Messages).toHaveLength(1);
    }, patiently);
    await client.send(new SendMessageCommand({ QueueUrl: letters, MessageBody: 'later' }));
    await vi.waitFor(() => expect(sent.map(({ bytes }) => bytes)).toEqual([5]), patiently);
  });
});

describe('a dead letter', () => {
  it('names the queue that SQS moved it from, and none where somebody sent it', async () => {
    const arn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
    const deadLetters = await createQueue('moved-to');
    const source = await createQueue('moved-from', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('moved-to'), maxReceiveCount: 1 }),
    });
    await client.send(new SendMessageCommand({ QueueUrl: source, MessageBody: 'moved' }));
    await client.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: 'sent' }));
    for (let receive = 0; receive < 2; receive++) {
      await client.send(new ReceiveMessageCommand({ QueueUrl: source, VisibilityTimeout: 0 }));
    }
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl: deadLetters, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
        MessageSystemAttributeNames: ['All'],
      }),
    );
    const sources = Messages.map(({ Body, Attributes }) => [
      Body,
      Attributes?.DeadLetterQueueSourceArn,
    ]);
    expect(new Map(sources as [string, string | undefined][])).toEqual(
      new Map([
        ['moved', arn('moved-from')],
        ['sent', undefined],
      ]),
    );
  });
});

describe('a message move task', () => {
  it('takes dead letters back to their source as new messages', async () => {
    const arn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
    const deadLetters = await createQueue('dead');
    const source = await createQueue('source', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 }),
    });
    for (const MessageBody of ['a', 'b', 'c']) {
      await client.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody }));
    }
    await client.send(
      new StartMessageMoveTaskCommand({
        ...{ SourceArn: arn('dead'), DestinationArn: arn('source') },
        MaxNumberOfMessagesPerSecond: 50,
      }),
    );
    await vi.waitFor(async () => {
      const tasks = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead') }));
      expect(tasks.Results?.[0]).toMatchObject({
        Status: 'COMPLETED',
        ApproximateNumberOfMessagesMoved: 3,
      });
    }, patiently);
    const received = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: source,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    expect(received.Messages?.map((message) => message.Body)).toEqual(['a', 'b', 'c']);
    expect(received.Messages?.[0]?.Attributes?.ApproximateReceiveCount).toBe('1');
  });

  it('is refused for a queue that is nobody’s dead-letter queue', async () => {
    await createQueue('alone');
    const SourceArn = 'arn:aws:sqs:eu-central-1:000000000000:alone';
    await expect(client.send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toThrow(
      'must be configured as a Dead Letter Queue',
    );
  });
});

describe('a message move task without a destination', () => {
  const arn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
  const redriven = (name: string, to: string) =>
    createQueue(name, {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(to), maxReceiveCount: 1 }),
    });
  const dieIn = async (QueueUrl: string, MessageBody: string) => {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (let receive = 0; receive < 2; receive++) {
      await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    }
  };
  const taskOf = async (SourceArn: string) => {
    const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    return Results?.[0];
  };
  const bodyIn = async (QueueUrl: string) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body;

  it('takes each message back to the queue that it came from', async () => {
    await createQueue('both-dead');
    const [one, other] = [await redriven('one', 'both-dead'), await redriven('other', 'both-dead')];
    await dieIn(one, 'of one');
    await dieIn(other, 'of other');
    await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn('both-dead') }));
    await expect
      .poll(async () => (await taskOf(arn('both-dead')))?.Status, patiently)
      .toBe('COMPLETED');
    expect(await taskOf(arn('both-dead'))).not.toHaveProperty('MaxNumberOfMessagesPerSecond');
    expect([await bodyIn(one), await bodyIn(other)]).toEqual(['of one', 'of other']);
  });

  it('fails for a message that somebody sent there', async () => {
    const QueueUrl = await createQueue('sent-dead');
    await redriven('unused', 'sent-dead');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'sent' }));
    await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn('sent-dead') }));
    await expect
      .poll(() => taskOf(arn('sent-dead')), patiently)
      .toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
    expect(await bodyIn(QueueUrl)).toBe('sent');
  });

  it('is the only one of its queue, and can be cancelled once', async () => {
    const QueueUrl = await createQueue('slow-dead');
    const source = await redriven('slow', 'slow-dead');
    for (const body of ['a', 'b', 'c']) await dieIn(source, body);
    const input = { SourceArn: arn('slow-dead'), MaxNumberOfMessagesPerSecond: 1 };
    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand(input));
    await expect(client.send(new StartMessageMoveTaskCommand(input))).rejects.toThrow(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
    await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    await expect
      .poll(async () => (await taskOf(arn('slow-dead')))?.Status, patiently)
      .toBe('CANCELLED');
    await expect(client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toThrow(
      'Task does not exist.',
    );
    expect(await bodyIn(QueueUrl)).toBeDefined();
  });
});

describe('a dead letter’s age', () => {
  it('is counted from its move, however often it was received before', async () => {
    const arn = 'arn:aws:sqs:eu-central-1:000000000000:aged';
    await createQueue('aged');
    const QueueUrl = await createQueue('ageing', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 }),
    });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    for (let receive = 0; receive < 4; receive++) {
      await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    }
    const depths = () =>
      recorder.events.flatMap((event) =>
        event.kind === 'queue-depth' && event.queueName === 'aged' ? [event.oldestAgeSeconds] : [],
      );
    await expect.poll(() => Math.max(0, ...depths()), patiently).toBeGreaterThan(0);
  });
});

describe('messages in flight', () => {
  let limited: Fauxqs;
  let few: SQSClient;
  beforeAll(async () => {
    const options = { port: 0, region: 'eu-central-1', inFlightLimit: 2 };
    limited = await startFauxqs(options, recorder.observer);
    few = new SQSClient({
      endpoint: limited.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });
  afterAll(async () => {
    few.destroy();
    await limited.stop();
  });

  it('are limited: a short poll is refused, and a long one gets nothing', async () => {
    const created = await few.send(new CreateQueueCommand({ QueueName: 'limited' }));
    const QueueUrl = created.QueueUrl ?? '';
    const Entries = ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id }));
    await few.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const receive = (WaitTimeSeconds: number) =>
      few.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MaxNumberOfMessages: 10 }));
    const { Messages = [] } = await receive(0);
    expect(Messages).toHaveLength(2);
    await expect(receive(0)).rejects.toMatchObject({
      name: 'OverLimit',
      $metadata: { httpStatusCode: 403 },
    });
    expect((await receive(1)).Messages).toBeUndefined();
    const { ReceiptHandle } = Messages[0] ?? {};
    await few.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    expect((await receive(0)).Messages?.map(({ Body }) => Body)).toEqual(['c']);
  });

  it('are hidden for twelve hours at most, counted from their receive', async () => {
    const created = await few.send(new CreateQueueCommand({ QueueName: 'hidden' }));
    const QueueUrl = created.QueueUrl ?? '';
    await few.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const { Messages } = await few.send(new ReceiveMessageCommand({ QueueUrl }));
    const ReceiptHandle = Messages?.[0]?.ReceiptHandle ?? '';
    await expect
      .poll(() => hide(43_200).then(() => 'hidden', String), patiently)
      .toContain('Total VisibilityTimeout for the message is beyond the limit [43200 seconds].');
    await hide(43_100);
    const Entries = [
      { Id: 'long', ReceiptHandle, VisibilityTimeout: 43_200 },
      { Id: 'short', ReceiptHandle, VisibilityTimeout: 43_000 },
    ];
    const change = (entries: typeof Entries) =>
      few.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: entries }));
    const failed = { Failed: [{ Id: 'long', Code: 'InvalidParameterValue', SenderFault: true }] };
    expect(await change(Entries)).toMatchObject({ Successful: [{ Id: 'short' }], ...failed });
    expect(await change(Entries.slice(0, 1))).toMatchObject({ Successful: [], ...failed });

    function hide(VisibilityTimeout: number) {
      const input = { QueueUrl, ReceiptHandle, VisibilityTimeout };
      return few.send(new ChangeMessageVisibilityCommand(input));
    }
  });
});

it('refuses a FIFO queue, which it could not run', async () => {
  await expect(createQueue('orders.fifo', { FifoQueue: 'true' })).rejects.toThrow(
    "The embedded stack has no FIFO queues, and can't run orders.fifo.",
  );
});
