import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDelivery } from '../../test/factories/delivery.ts';
import { type HttpReceiver, startHttpReceiver } from '../../test/factories/http-receiver.ts';
import { createEventBridgeDestination } from '../processing/destinations/eventbridge.ts';
import { createPutEvent } from './put-event.ts';
import { untraced } from './untraced-fixture.ts';

let receiver: HttpReceiver;
let client: EventBridgeClient;

beforeAll(async () => {
  receiver = await startHttpReceiver();
  client = new EventBridgeClient({
    endpoint: receiver.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await receiver.stop();
});

/** Answers as the service does: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const answerWith = (status: number, body: object) => {
  receiver.answer = (response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(body));
};
beforeEach(() => {
  receiver.requests.length = 0;
  answerWith(200, { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
});

const put = (delivery = aDelivery()) =>
  createEventBridgeDestination(
    { type: 'eventbridge', busName: 'orders' },
    createPutEvent(untraced, client),
  )(delivery);
const entry = () => JSON.parse(String(receiver.requests[0]?.body)).Entries[0];

describe('an event', () => {
  it('tells where the webhook came from and what is in it', async () => {
    await put();
    expect(receiver.requests[0]?.headers['x-amz-target']).toBe('AWSEvents.PutEvents');
    expect(entry()).toMatchObject({
      EventBusName: 'orders',
      Source: 'spillway.github',
      DetailType: 'push',
      Time: Date.parse('2026-11-23T12:00:00Z') / 1000,
    });
    expect(JSON.parse(entry().Detail)).toEqual({
      deliveryId: 'd-1',
      receivedAt: '2026-11-23T12:00:00.000Z',
      contentType: 'application/json',
      headers: { 'x-github-event': 'push' },
      json: { ref: 'refs/heads/main' },
    });
  });

  it.each([
    ['text', Buffer.from('a=b'), { text: 'a=b' }],
    ['other bytes', Buffer.from([0xc3, 0x28]), { base64: 'wyg=' }],
    ['JSON but for some bytes', Buffer.from([0x22, 0xc3, 0x22]), { base64: 'IsMi' }],
    ['two values', Buffer.from('{},"x":{}'), { text: '{},"x":{}' }],
  ])('holds a body that is %s', async (_what, body, expected) => {
    await put(aDelivery({ body }));
    expect(JSON.parse(entry().Detail)).toMatchObject(expected);
  });

  it.each(['ThrottlingException', 'InternalFailure'])(
    'that fails with %s, in an answer of 200, is tried again',
    async (ErrorCode) => {
      answerWith(200, { FailedEntryCount: 1, Entries: [{ ErrorCode }] });
      await expect(put()).rejects.toMatchObject({ name: 'ServiceFailedError' });
    },
  );

  it('that is refused, in an answer of 200, is refused for good', async () => {
    answerWith(200, { FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] });
    await expect(put()).rejects.toMatchObject({ name: 'PermanentError' });
  });

  it.each([
    [400, { __type: 'ValidationException', message: 'Total size … over the limit.' }],
    [413, {}],
  ])('that is too large, answered with %s, is refused for good', async (status, body) => {
    answerWith(status, body);
    await expect(put()).rejects.toMatchObject({ name: 'PermanentError' });
  });

  it('is a failure that may pass while the service fails', async () => {
    answerWith(500, { __type: 'InternalException' });
    await expect(put()).rejects.toMatchObject({ name: 'ServiceFailedError' });
  });

  it('fails for want of a permission, which is ours to give', async () => {
    answerWith(400, { __type: 'AccessDeniedException', message: 'not authorized' });
    await expect(put()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each([
    ['numbers', '{"id":1524831183200260097,"far":1e400,"price":10.0}'],
    ['a repeated key', '{"a":1,"a":2}'],
    ['spaces and escapes', '{ "a" : "\\u00e9\\ud800" }\n'],
    ['a proto', '{"__proto__":{"x":1}}'],
    ['a list', '[1,[2]]'],
    ['a lone number', '-0.0'],
    ['arrays in arrays', `${'['.repeat(27_000)}${']'.repeat(27_000)}`],
  ])('holds JSON as the sender wrote it: %s', async (_what, json) => {
    await put(aDelivery({ body: Buffer.from(json) }));
    expect(entry().Detail.endsWith(`,"json":${json}}`)).toBe(true);
    JSON.parse(entry().Detail);
  });

  it('holds JSON without its byte order mark', async () => {
    await put(aDelivery({ body: Buffer.from('\ufeff{"a":1}') }));
    expect(JSON.parse(entry().Detail).json).toEqual({ a: 1 });
  });

  it('has a type as long as EventBridge takes', async () => {
    await put(aDelivery({ type: 'x'.repeat(200) }));
    expect(entry().DetailType).toHaveLength(128);
  });
});
