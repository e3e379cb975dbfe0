import { createSocket } from 'node:dgram';
import { Segment, setDaemonAddress } from 'aws-xray-sdk-core';
import { afterEach, expect, it, vi } from 'vitest';
import { startXrayDaemon, type XrayDaemon } from './daemon.ts';

let daemon: XrayDaemon | undefined;

afterEach(async () => {
  await daemon?.stop();
  daemon = undefined;
});

async function start(maxTraces: number): Promise<XrayDaemon> {
  daemon = await startXrayDaemon({ maxTraces });
  return daemon;
}

function send(address: string, ...datagrams: readonly string[]): void {
  const socket = createSocket('udp4');
  const port = Number(address.split(':')[1]);
  let left = datagrams.length;
  for (const datagram of datagrams) {
    socket.send(datagram, port, '127.0.0.1', () => {
      left -= 1;
      if (left === 0) socket.close();
    });
  }
}

function document(traceId: string, id: string): string {
  return `{"format":"json","version":1}\n${JSON.stringify({ trace_id: traceId, id })}`;
}

it("keeps what the X-Ray SDK's own emitter sends, by trace id", async () => {
  const { address, trace } = await start(10);
  setDaemonAddress(address);
  const segment = new Segment('spillway-test');
  segment.addAnnotation('deliveryId', 'd-1');
  segment.close();
  await vi.waitFor(() => expect(trace(segment.trace_id)).toHaveLength(1), 20_000);
  expect(trace(segment.trace_id)[0]).toMatchObject({
    id: segment.id,
    name: 'spillway-test',
    annotations: { deliveryId: 'd-1' },
  });
});

it('keeps the segments of one trace together and drops the oldest trace when full', async () => {
  const started = await start(2);
  send(started.address, document('a', '1'), document('b', '2'), document('b', '3'));
  await vi.waitFor(() => expect(started.trace('b')).toHaveLength(2), 20_000);
  send(started.address, document('c', '4'));
  await vi.waitFor(() => expect(started.traceIds()).toEqual(['b', 'c']), 20_000);
  expect(started.trace('a')).toEqual([]);
});

it('keeps no more than so many characters, of the newest traces', async () => {
  daemon = await startXrayDaemon({ maxCharacters: 100 });
  const long = 'x'.repeat(40);
  for (const id of ['a', 'b', 'c']) daemon.add({ trace_id: id, id: long });
  expect(daemon.traceIds()).toEqual(['c']);
  daemon.add({ trace_id: 'd', id: '' });
  expect(daemon.traceIds()).toEqual(['c', 'd']);
});

it.each([
  'no newline',
  '{"format":"json","version":1}\nnot json',
  '{"format":"json","version":2}\n{"trace_id":"a","id":"b"}',
  '{"format":"json","version":1}\n{"id":"b"}',
  'null\nnull',
])('counts a datagram that is no segment and goes on: %j', async (datagram) => {
  const started = await start(10);
  send(started.address, datagram);
  await vi.waitFor(() => expect(started.malformed).toBe(1), 20_000);
  send(started.address, document('a', '1'));
  await vi.waitFor(() => expect(started.traceIds()).toEqual(['a']), 20_000);
});
