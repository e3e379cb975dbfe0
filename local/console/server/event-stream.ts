import type { ServerResponse } from 'node:http';
import type { WebhookFeed } from './feed/webhook-feed.ts';

/** A proxy or a browser ends a connection that is silent for long; and the page knows by it that the stack is there. */
const aliveMs = 5_000;
/** A reader that is so far behind gets no more, and asks for all again. */
const mostBufferedBytes = 4_000_000;

/**
 * Server-sent events: `snapshot` first, then `frame` for what changed, `trouble` where lines can't be read, `alive` where
 * nothing happens.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function streamRows(response: ServerResponse, feed: WebhookFeed): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (event: string, data: unknown) => {
    if (response.writableLength > mostBufferedBytes) response.destroy();
    else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
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
  send('snapshot', await feed.snapshot());
}
