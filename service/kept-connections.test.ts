import { Agent, get } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type HttpReceiver, startHttpReceiver } from '../test/factories/http-receiver.ts';
import { keptConnections } from './kept-connections.ts';

let receiver: HttpReceiver;
beforeAll(async () => {
  receiver = await startHttpReceiver();
});
afterAll(() => receiver.stop());
afterEach(() => vi.useRealTimers());

it('a connection is used again for 20 s, by the clock on the wall', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const agent = new Agent({ keepAlive: true });
  const { closeIdle } = keptConnections(agent);
  const request = async () => {
    closeIdle();
    const ended = Promise.withResolvers<void>();
    get(receiver.url, { agent }, (response) => response.resume().once('end', ended.resolve));
    await ended.promise;
    await vi.waitFor(() => expect(Object.keys(agent.freeSockets)).toHaveLength(1), 20_000);
  };
  await request();
  vi.setSystemTime(Date.now() + 19_000);
  await request();
  expect(receiver.connections).toBe(1);
  // A frozen function runs no timers, and needs none here.
  vi.setSystemTime(Date.now() + 21_000);
  await request();
  expect(receiver.connections).toBe(2);
  agent.destroy();
});
