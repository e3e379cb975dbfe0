import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { countArrivals, readArrivals } from './read-arrivals.ts';

/** Serves these answers by path, and 500 for every other path. */
async function startSink(answers: Readonly<Record<string, unknown>>) {
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url];
    response.writeHead(answer === undefined ? 500 : 200).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const delivery = (deliveryId: string) => ({
  deliveryId,
  destination: 'app',
  source: 'github',
  type: 'push',
  receivedAt: '2026-01-01T00:00:00.000Z',
  arrivedAt: '2026-01-01T00:00:00.250Z',
  bytes: 12,
  sha256: 'ab',
});

it('reads page after page until one is empty', async () => {
  await using sink = await startSink({
    '/deliveries?after=0': { next: 2, deliveries: [delivery('a'), delivery('b')] },
    '/deliveries?after=2': { next: 3, deliveries: [delivery('a')] },
    '/deliveries?after=3': { next: 3, deliveries: [] },
  });

  const arrivals = await readArrivals(sink.url);
  expect(arrivals.map(({ deliveryId }) => deliveryId)).toEqual(['a', 'b', 'a']);
  expect(arrivals[0]).toMatchObject({ receivedAt: Date.UTC(2026, 0, 1), destination: 'app' });
  expect((arrivals[0]?.arrivedAt ?? 0) - (arrivals[0]?.receivedAt ?? 0)).toBe(250);
});

it('counts the arrivals', async () => {
  await using sink = await startSink({ '/deliveries/counts': { total: 7, distinct: 6 } });

  expect(await countArrivals(sink.url)).toBe(7);
});

it('does not take an error for an empty sink', async () => {
  await using sink = await startSink({});

  await expect(readArrivals(sink.url)).rejects.toThrow('answered 500');
});
