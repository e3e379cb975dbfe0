import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPutEvent } from '../../../service/aws/put-event.ts';
import { untraced } from '../../../service/aws/untraced-fixture.ts';
import { createEventBridgeDestination } from '../../../service/processing/destinations/eventbridge.ts';
import { aDelivery } from '../../../test/factories/delivery.ts';
import type { TakenEvent } from './put-events.ts';
import { type EventBridge, startEventBridge } from './start-event-bridge.ts';

const taken: TakenEvent[] = [];
let bridge: EventBridge;
let client: EventBridgeClient;

beforeAll(async () => {
  bridge = await startEventBridge((event) => taken.push(event));
  client = new EventBridgeClient({
    endpoint: bridge.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await bridge.stop();
});
beforeEach(() => {
  taken.length = 0;
});

const entry = { EventBusName: 'orders', Source: 'shop', DetailType: 'paid', Detail: '{"a":1}' };
const put = (...Entries: object[]) => client.send(new PutEventsCommand({ Entries }));

describe('PutEvents', () => {
  it('takes what the service puts', async () => {
    const config = { type: 'eventbridge', busName: 'orders' } as const;
    await createEventBridgeDestination(config, createPutEvent(untraced, client))(aDelivery());
    expect(taken).toMatchObject([
      { busName: 'orders', source: 'spillway.github', detailType: 'push' },
    ]);
    expect(JSON.parse(taken[0]?.detail ?? '')).toMatchObject({ deliveryId: 'd-1' });
  });

  it('gives each entry an id of its own', async () => {
    const { FailedEntryCount, Entries = [] } = await put(entry, entry);
    expect(FailedEntryCount).toBe(0);
    expect(new Set(Entries.map(({ EventId }) => EventId)).size).toBe(2);
    expect(taken).toHaveLength(2);
  });

  it('fails a wrong entry and takes the others', async () => {
    const { Detail: _, ...withoutDetail } = entry;
    const { FailedEntryCount, Entries } = await put(
      { ...entry, Detail: '{"a":' },
      entry,
      { ...entry, Detail: '[1]' },
      { ...entry, Source: '' },
      withoutDetail,
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
    ]);
    expect(taken).toHaveLength(1);
  });

  it('takes entries of 1 MB together, and none of more', async () => {
    const detail = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) });
    const others = 'shop'.length + 'paid'.length;
    await put({ ...entry, Detail: detail(1_048_576 - others) });
    expect(taken).toHaveLength(1);
    const tooLarge = put(entry, { ...entry, Detail: detail(1_048_576 - others) });
    await expect(tooLarge).rejects.toMatchObject({ name: 'ValidationException' });
    expect(taken).toHaveLength(1);
  });

  it('refuses more than ten entries, and none', async () => {
    const eleven = put(...Array.from({ length: 11 }, () => entry));
    await expect(eleven).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put()).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is the one action that there is', async () => {
    const response = await fetch(bridge.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSEvents.ListRules' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});
