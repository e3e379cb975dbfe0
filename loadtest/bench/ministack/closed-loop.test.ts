import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { githubSignature } from '../../../client/example-webhook/sign-as-github.ts';
import type { Door } from '../door.ts';
import { createPayload } from '../payloads.ts';
import { closedLoop } from './closed-loop.ts';

const secret = 'secret';
const payload = createPayload('push', Buffer.from('{"ref":"main"}'));

async function serve(listener: RequestListener): Promise<Door> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { port, path: '/dev/webhooks/github', host: 'api.localhost', secret };
}

it('has as many requests under way as there are connections, each signed and new', async () => {
  let [underWay, most] = [0, 0];
  const ids = new Set();
  const door = await serve(async (request, response) => {
    most = Math.max(most, ++underWay);
    const { headers } = request;
    const isSigned =
      headers['x-hub-signature-256'] === githubSignature(await buffer(request), secret);
    ids.add(headers['x-github-delivery']);
    setTimeout(() => {
      underWay -= 1;
      response.writeHead(isSigned && headers.host === 'api.localhost' ? 202 : 401).end();
    }, 5);
  });
  const { perSecond, p50, refused } = await closedLoop(door, {
    ...{ connections: 4, seconds: 0.3, payload },
  });

  expect(most).toBe(4);
  expect(refused).toBe(0);
  expect(p50).toBeGreaterThanOrEqual(4);
  expect(ids.size).toBeGreaterThanOrEqual(perSecond * 0.3);
});

it('counts no refused one as taken', async () => {
  let count = 0;
  const door = await serve((_, response) => {
    count += 1;
    response.writeHead(count % 2 === 0 ? 202 : 429).end();
  });
  const { refused, perSecond } = await closedLoop(door, {
    ...{ connections: 1, seconds: 0.1, payload },
  });

  expect(Math.abs(refused - perSecond * 0.1)).toBeLessThanOrEqual(1.01);
});
