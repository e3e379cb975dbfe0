import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { type Fauxqs, startFauxqs } from '../../fauxqs/start-fauxqs.ts';
import { administrator, credentialHeaders } from '../../iam/administrator.ts';
import { type CallSqs, createSqsCaller } from '../../sqs/call-sqs.ts';
import { createRecorder, createTestFunction } from '../function-fixture.ts';
import type { InvokeFunction } from '../invocation.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import type { MappingSettings } from './mapping-settings.ts';
import { toRecord } from './sqs-message.ts';

// A busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });
const patiently = { timeout: 25_000 };

const recorder = createRecorder();
let service: Fauxqs;
let call: CallSqs;
let close: () => void;
let queues = 0;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  service = await startFauxqs({ port: 0, region: 'us-east-1' }, recorder.observer);
  ({ call, close } = createSqsCaller(service.endpoint));
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(async () => {
  close();
  await service.stop();
});

/** A queue with a dead-letter queue behind it; a message is dead after two receives. */
async function createQueue(visibilitySeconds = 1) {
  const queueName = `mapped-${queues++}`;
  await call('CreateQueue', { QueueName: `${queueName}-dead` });
  await call('CreateQueue', {
    QueueName: queueName,
    Attributes: {
      VisibilityTimeout: String(visibilitySeconds),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${queueName}-dead`,
        maxReceiveCount: 2,
      }),
    },
  });
  const queueUrl = `${service.endpoint}/000000000000/${queueName}`;
  return {
    settings: {
      id: 'uuid-1',
      functionName: 'test-function',
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:test-function',
      endsLoops: true,
      isEnabled: true,
      alias: 'live',
      queueName,
      queueUrl,
      queueArn: `arn:aws:sqs:us-east-1:000000000000:${queueName}`,
      region: 'us-east-1',
      batchSize: 10,
      batchingWindowSeconds: 0,
      visibilitySeconds,
      hasPartialFailures: true,
    } satisfies MappingSettings,
    send: (...bodies: string[]) =>
      call('SendMessageBatch', {
        QueueUrl: queueUrl,
        Entries: bodies.map((MessageBody, index) => ({
          Id: String(index),
          MessageBody,
          MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
        })),
      }),
    /** Receives what is in the dead-letter queue now. */
    async deadLetters(): Promise<string[]> {
      const answer = await call('ReceiveMessage', {
        QueueUrl: `${queueUrl}-dead`,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
      });
      const { Messages = [] } = answer as { Messages?: { Body: string }[] };
      return Messages.map((message) => message.Body).sort();
    },
    async left(): Promise<number> {
      const { visible, notVisible } = await countMessages(queueUrl);
      return visible + notVisible;
    },
    async received(): Promise<number> {
      return (await countMessages(queueUrl)).notVisible;
    },
  };
}

async function countMessages(queueUrl: string) {
  const answer = await call('GetQueueAttributes', { QueueUrl: queueUrl, AttributeNames: ['All'] });
  const { Attributes } = answer as { Attributes: Record<string, string> };
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages),
    notVisible: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  };
}

function map(settings: MappingSettings, invoke: InvokeFunction) {
  const mapping = new EventSourceMapping({
    settings,
    invoke,
    call,
    observer: recorder.observer,
    maxPollers: 2,
    log: () => undefined,
  });
  stops.push(() => mapping.stop());
  return mapping;
}

/** An invocation target that keeps what it was called with. */
function createTarget(answer: (records: SQSRecord[]) => unknown) {
  const batches: SQSRecord[][] = [];
  const invoke: InvokeFunction = async (request) => {
    const { Records } = JSON.parse(request.payload);
    batches.push(Records);
    return { kind: 'success', payload: JSON.stringify(answer(Records) ?? null) };
  };
  return { invoke, batches };
}

it('says that it polls until it stops, or its queue is gone', async () => {
  const { settings } = await createQueue();
  const { invoke } = createTarget(() => undefined);
  const pollsOf = (queueName: string) =>
    recorder.events.flatMap((event) =>
      event.kind === 'mapping-polling' && event.queueName === queueName ? [event.isPolling] : [],
    );
  const mapping = map(settings, invoke);
  expect(pollsOf(settings.queueName)).toEqual([true]);
  await mapping.stop();
  expect(pollsOf(settings.queueName)).toEqual([true, false]);
  map({ ...settings, queueName: 'gone', queueUrl: `${settings.queueUrl}-gone` }, invoke);
  await vi.waitFor(() => expect(pollsOf('gone')).toEqual([true, false]), patiently);
});

describe('a batch', () => {
  it('carries the records as Lambda builds them', async () => {
    const { settings, send } = await createQueue();
    const { invoke, batches } = createTarget(() => undefined);
    await send('hello');
    map(settings, invoke);
    await vi.waitFor(() => expect(batches).toHaveLength(1), patiently);
    expect(batches[0]).toEqual([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          kind: {
            stringValue: 'test',
            stringListValues: [],
            binaryListValues: [],
            dataType: 'String',
          },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        eventSource: 'aws:sqs',
        eventSourceARN: settings.queueArn,
        awsRegion: 'us-east-1',
      },
    ]);
    expectTypeOf(toRecord).returns.toExtend<Omit<SQSRecord, 'attributes'>>();
  });

  it('is deleted after success', async () => {
    const { settings, send, left } = await createQueue();
    const { invoke, batches } = createTarget(() => ({ batchItemFailures: [] }));
    await send('a', 'b', 'c');
    map(settings, invoke);
    await vi.waitFor(async () => expect(await left()).toBe(0), patiently);
    expect(batches.flat()).toHaveLength(3);
  });

  it('gathers what arrives within the batching window', async () => {
    const { settings, send, left, received } = await createQueue(60);
    const { invoke, batches } = createTarget(() => undefined);
    map({ ...settings, batchingWindowSeconds: 20, maxConcurrency: 1, batchSize: 3 }, invoke);
    await send('a');
    await vi.waitFor(async () => expect(await received()).toBe(1), patiently);
    await send('b', 'c');
    await vi.waitFor(async () => expect(await left()).toBe(0), patiently);
    expect(batches.map((batch) => batch.length)).toEqual([3]);
  });

  it('holds no more than the batch size', async () => {
    const { settings, send, left } = await createQueue();
    const { invoke, batches } = createTarget(() => undefined);
    await send('a', 'b', 'c', 'd', 'e');
    map({ ...settings, batchSize: 2 }, invoke);
    await vi.waitFor(async () => expect(await left()).toBe(0), patiently);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(2);
  });
});

it('receives again no sooner than on AWS, unless its batch was full', async () => {
  const { settings } = await createQueue();
  const { invoke } = createTarget(() => undefined);
  const message = { MessageId: 'm', ReceiptHandle: 'r', Body: '', MD5OfBody: '', Attributes: {} };
  const roundMsOf = async (batchSize: number) => {
    const enough = Promise.withResolvers<void>();
    let receives = 0;
    const began = performance.now();
    const mapping = new EventSourceMapping({
      ...{ settings: { ...settings, batchSize }, invoke, observer: recorder.observer },
      ...{ maxPollers: 1, log: () => undefined },
      async call(action) {
        if (action !== 'ReceiveMessage') return {};
        if (++receives === 11) enough.resolve();
        return { Messages: [message] };
      },
    });
    await enough.promise;
    const ms = (performance.now() - began) / 10;
    await mapping.stop();
    return ms;
  };
  expect(await roundMsOf(10)).toBeGreaterThan(29);
  expect(await roundMsOf(1)).toBeLessThan(29);
});

describe('a failure', () => {
  it('leaves only the reported messages, which come again and end as dead letters', async () => {
    const { settings, send, left, deadLetters } = await createQueue();
    const { invoke, batches } = createTarget((records) => ({
      batchItemFailures: records
        .filter((record) => record.body === 'bad')
        .map((record) => ({ itemIdentifier: record.messageId })),
    }));
    await send('good', 'bad');
    map(settings, invoke);
    await vi.waitFor(async () => expect(await deadLetters()).toEqual(['bad']), patiently);
    expect(await left()).toBe(0);
    const bodies = batches.flat().map((record) => record.body);
    expect(bodies.filter((body) => body === 'good')).toHaveLength(1);
    expect(bodies.filter((body) => body === 'bad')).toHaveLength(2);
  });

  it('of a function that dies in the middle of a batch loses and deletes nothing', async () => {
    const { settings, send, left } = await createQueue(3);
    const { lambda, stop } = createTestFunction(
      `let calls = 0;
       export const handler = async (event) => {
         const isRetry = event.Records.some((r) => r.attributes.ApproximateReceiveCount !== '1');
         if (!isRetry) process.exit(1);
         return { batchItemFailures: [] };
       };`,
    );
    stops.push(stop);
    await send('a', 'b', 'c');
    map({ ...settings, maxConcurrency: 1 }, (request) => lambda.invoke(request));
    await vi.waitFor(
      () =>
        expect(recorder.events).toContainEqual(
          expect.objectContaining({ queueName: settings.queueName, failed: 3, deleted: 0 }),
        ),
      patiently,
    );
    expect(await left()).toBe(3);
    await vi.waitFor(async () => expect(await left()).toBe(0), patiently);
    await expect
      .poll(() => recorder.events, patiently)
      .toContainEqual(
        expect.objectContaining({ queueName: settings.queueName, failed: 0, deleted: 3 }),
      );
  });

  it('by a throttle is tried again until the message comes into sight, and counts a receive', async () => {
    const { settings, send, deadLetters } = await createQueue();
    await send('healthy');
    let attempts = 0;
    map(settings, async () => {
      attempts++;
      return { kind: 'throttled' };
    });
    await vi.waitFor(async () => expect(await deadLetters()).toEqual(['healthy']), patiently);
    const batches = recorder.events.filter(
      (event) => event.kind === 'mapping-batch' && event.queueName === settings.queueName,
    );
    expect(batches).toHaveLength(2);
    expect(batches).toContainEqual(expect.objectContaining({ invoked: 0, failed: 1, deleted: 0 }));
    expect(attempts).toBeGreaterThan(2);
  });

  it('by a throttle that ends in time costs no receive', async () => {
    const { settings, send, left } = await createQueue(30);
    const { invoke, batches } = createTarget(() => undefined);
    await send('healthy');
    let isThrottled = true;
    map(settings, async (request) => {
      if (!isThrottled) return invoke(request);
      isThrottled = false;
      return { kind: 'throttled' };
    });
    await vi.waitFor(async () => expect(await left()).toBe(0), patiently);
    expect(batches.flat().map(({ attributes }) => attributes.ApproximateReceiveCount)).toEqual([
      '1',
    ]);
  });
});

// Sends what it gets, if anything, to where it came from, with its trace header, as an SDK does.
const sendsBack = `
const { SQS: endpoint, QUEUE: QueueUrl } = process.env;
export const handler = async ({ Records: [record] }) => {
  if (record) await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...JSON.parse(process.env.CALLER),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
      'x-amzn-trace-id': process.env._X_AMZN_TRACE_ID,
    },
    body: JSON.stringify({ QueueUrl, MessageBody: String(Number(record.body) + 1) }),
  });
};`;

describe('a loop', () => {
  const startLoop = async (endsLoops: boolean) => {
    const { settings, send, ...queue } = await createQueue(3);
    const { lambda, stop, events } = createTestFunction(sendsBack, {
      environment: {
        SQS: service.endpoint,
        QUEUE: settings.queueUrl,
        CALLER: JSON.stringify(credentialHeaders(administrator)),
      },
    });
    stops.push(stop);
    // A function that starts slowly would be handed its message twice.
    await lambda.invoke({ payload: '{"Records":[]}' });
    const invocations = () => events.filter(({ kind }) => kind === 'lambda-invocation').length - 1;
    await send('1');
    map({ ...settings, endsLoops }, (request) => lambda.invoke(request));
    return { ...queue, settings, invocations };
  };

  it('ends with the 16th invocation, and its message as a dead letter', async () => {
    const { deadLetters, left, invocations, settings } = await startLoop(true);
    await vi.waitFor(async () => expect(await deadLetters()).toEqual(['17']), patiently);
    expect(await left()).toBe(0);
    expect(invocations()).toBe(16);
    const { functionName, queueName } = settings;
    const dropped = recorder.events.filter((event) => event.kind === 'recursion-dropped');
    expect(dropped).toHaveLength(2); // receives
    expect(dropped[0]).toMatchObject({ functionName });
    expect(recorder.events).toContainEqual(
      expect.objectContaining({ queueName, polled: 1, invoked: 0, failed: 1, deleted: 0 }),
    );
  });

  it('goes on where the function may make one', async () => {
    const { invocations } = await startLoop(false);
    await vi.waitFor(() => expect(invocations()).toBeGreaterThan(20), patiently);
  });
});

describe('the mapping', () => {
  it('stops at once in the middle of a long poll', async () => {
    const { settings } = await createQueue();
    const mapping = map(settings, createTarget(() => undefined).invoke);
    expect(mapping.pollerCount).toBe(2);
    const began = performance.now();
    await mapping.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('says once that the queue can’t be reached', async () => {
    const { settings } = await createQueue();
    const lines: string[] = [];
    const mapping = new EventSourceMapping({
      settings: { ...settings, queueUrl: `${settings.queueUrl}-not` },
      invoke: createTarget(() => undefined).invoke,
      call,
      observer: recorder.observer,
      maxPollers: 2,
      log: (line) => lines.push(line),
    });
    stops.push(() => mapping.stop());
    await vi.waitFor(() => expect(lines).toHaveLength(1), patiently);
    expect(lines[0]).toContain('QueueDoesNotExist');
  });
});
