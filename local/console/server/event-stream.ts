import type { ServerResponse } from 'node:http';
import type { WebhookFeed } from './feed/webhook-feed.ts';

/** A proxy or a browser ends a connection that is silent for long; and the page knows by it that the stack is there. */
const aliveMs = 5_000;
/** So long a browser waits until it asks again. */
const retryMs = 1_000;
/** A reader that is so far behind the snapshot gets no more, and asks for all again. */
const mostBufferedBytes = 4_000_000;

/**
 * Server-sent events: `snapshot` first, then `frame` for what changed, `trouble` where lines can't be read and, without
 * a `why`, once they can again, `alive` where nothing happens.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function streamRows(response: ServerResponse, feed: WebhookFeed): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(`retry: ${retryMs}\n\n`);
  let mostBytes = mostBufferedBytes;
  const write = (event: string, data: unknown) => {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    response.write(text);
    return Buffer.byteLength(text);
  };
  const send = (event: string, data: unknown) => {
    if (response.destroyed) return;
    if (response.writableLength > mostBytes) response.destroy();
    else write(event, data);
  };
  const end = feed.subscribe(
    (frame) => send('frame', frame),
    (why) => send('trouble', { why }),
  );
  const alive = setInterval(() => send('alive', {}), aliveMs);
  response.on('close', () => {
    clearInterval(alive);
    end();
  });
  const snapshot = await feed.snapshot();
  if (response.destroyed) return;
  // However large it is: who is cut off for it would ask for it again.
  mostBytes += write('snapshot', snapshot);
}
