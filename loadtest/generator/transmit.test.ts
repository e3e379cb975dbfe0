import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeServer, listen, readBody } from '../../local/aws/http/listen.ts';
import { type Answer, createTransmit } from './transmit.ts';

const answers: Readonly<
  Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>
> = {
  '/echo': async (request, response) => {
    const body = await readBody(request, 1000);
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, agent: headers['user-agent'], body: `${body}` }));
  },
  '/redirect': (_, response) => response.writeHead(302, { location: '/echo' }).end('elsewhere'),
  '/never': () => undefined,
  '/half': (_, response) => response.writeHead(200, { 'content-length': '10' }).write('half'),
  '/cut': (_, response) => response.destroy(),
  '/cut-later': (_, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  },
};

let connections = 0;
const server = createServer((request, response) => {
  answers[new URL(request.url ?? '', 'http://any').pathname]?.(request, response);
}).on('connection', () => connections++);
let url: string;
beforeAll(async () => {
  url = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterAll(() => closeServer(server));

/** What it ends with: an answer, or an error's code. Waits a little whether it ends a second time. */
async function transmit(path: string, request: object = {}): Promise<unknown> {
  const ends: unknown[] = [];
  const over = Promise.withResolvers<void>();
  const tell = (end: unknown) => {
    ends.push(end);
    over.resolve();
  };
  createTransmit(200)(
    url + path,
    { method: 'POST', headers: {}, query: {}, body: Buffer.from('{{ a }}'), ...request },
    { answered: tell, failed: ({ code }) => tell(code) },
  );
  await over.promise;
  await new Promise(setImmediate);
  expect(ends).toHaveLength(1);
  return ends[0];
}

it('sends the request as it is, and tells the answer with its times', async () => {
  const { body, ...rest } = (await transmit('/echo', { query: { a: ['1', 'é'] } })) as Answer;
  expect(JSON.parse(body)).toEqual({
    ...{ method: 'POST', url: '/echo?a=1&a=%C3%A9', agent: 'spillway-loadtest', body: '{{ a }}' },
  });
  expect(rest.status).toBe(200);
  expect(rest.totalMs).toBeGreaterThanOrEqual(rest.firstByteMs);
  expect(rest.firstByteMs).toBeGreaterThan(0);
});

it('sends no body with a GET, and the headers that are given', async () => {
  const headers = { 'user-agent': 'Sender/1' };
  const { body } = (await transmit('/echo', { method: 'GET', headers })) as Answer;
  expect(JSON.parse(body)).toMatchObject({ method: 'GET', agent: 'Sender/1', body: '' });
});

it('keeps its connections', async () => {
  await transmit('/echo');
  const before = connections;
  await transmit('/echo');
  expect(connections).toBe(before);
});

it('follows no redirect', async () => {
  expect(await transmit('/redirect')).toMatchObject({ status: 302, body: 'elsewhere' });
});

it.each([
  ['/never', 'ETIMEDOUT'],
  ['/half', 'ETIMEDOUT'],
  ['/cut', 'ECONNRESET'],
  ['/cut-later', 'ECONNRESET'],
])('fails once where there is no whole answer: %s', async (path, code) => {
  expect(await transmit(path)).toBe(code);
});
