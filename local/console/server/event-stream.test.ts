import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../../test/factories/eventually.ts';
import { closeServer, listen } from '../../aws/http/listen.ts';
import { streamRows } from './event-stream.ts';
import type { FeedFrame, WebhookFeed } from './feed/webhook-feed.ts';

let server: Server;
/** Who hears the feed. */
const listeners = new Set<(frame: FeedFrame) => void>();
let snapshot: FeedFrame;

const feed: WebhookFeed = {
  snapshot: async () => snapshot,
  find: () => undefined,
  subscribe(onFrame) {
    listeners.add(onFrame);
    return () => listeners.delete(onFrame);
  },
};

beforeEach(async () => {
  snapshot = frameOf(0, 100);
  server = createServer((_, response) => void streamRows(response, feed));
  await listen(server, 0);
});
afterEach(() => closeServer(server));

function frameOf(number: number, bytes: number): FeedFrame {
  const why = 'x'.repeat(bytes);
  const row = { key: `k${number}`, at: 0, outcome: 'rejected', destinations: [], why } as const;
  return { number, isReadingBefore: false, rows: [row] };
}

/** @returns the answer, of which nothing is read yet */
async function open(): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const asking = get({ host: '127.0.0.1', port });
  const [answer] = await once(asking, 'response');
  // The server lets go of who does not read.
  return answer.on('error', () => undefined);
}

function tell(frame: FeedFrame): void {
  for (const listener of listeners) listener(frame);
}

it('sends a snapshot of any size, and goes on behind it', async () => {
  snapshot = frameOf(0, 20_000_000);
  const answer = await open();
  tell(frameOf(1, 100));
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await eventually('the frame behind it has come', () => text.includes('event: frame'));
  expect(text.length).toBeGreaterThan(20_000_000);
  answer.destroy();
  await eventually('nobody hears it', () => listeners.size === 0);
});

it('lets go of a reader that never reads', async () => {
  const answer = await open();
  let told = 0;
  await eventually('nobody hears it', () => {
    told += 1;
    tell(frameOf(told, 1_000_000));
    return listeners.size === 0;
  });
  // What the system itself keeps for a connection is beside it.
  expect(told).toBeLessThan(40);
  answer.destroy();
});
