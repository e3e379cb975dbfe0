import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Console, startConsole } from './start-console.ts';

let served: Console;
let opened = 0;
let cookie = '';

beforeAll(async () => {
  served = await startConsole({
    port: 0,
    async open() {
      opened += 1;
      throw new Error('it is not up');
    },
  });
  const { search } = new URL(served.url);
  const { status, headers } = await ask(`/events${search}&source=github`);
  expect([status, headers.location]).toEqual([303, '/events?source=github']);
  const [set = ''] = headers['set-cookie'] ?? [];
  expect(set).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  [cookie = ''] = set.split(';');
});
afterAll(() => served.stop());

/** With headers that `fetch` would not send. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const { port } = new URL(served.url);
  const { promise, resolve, reject } = Promise.withResolvers<{
    readonly status: number | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
  }>();
  const host = { host: `127.0.0.1:${port}` };
  const asking = request(
    { ...{ host: '127.0.0.1', port, path, method }, headers: { ...host, ...headers } },
    (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    },
  );
  asking.on('error', reject).end();
  return promise;
}

const origin = () => `http://127.0.0.1:${new URL(served.url).port}`;

describe('a console lets in nobody', () => {
  it.each([
    ['without its cookie', 401, () => ({})],
    ['with the cookie of another console', 401, () => ({ cookie: cookie.replace('=', '=x') })],
    ['by a name that resolves to loopback', 403, () => ({ cookie, host: 'evil.example' })],
    ['by another port’s name', 403, () => ({ cookie, host: '127.0.0.1:1' })],
    ['from another page', 403, () => ({ cookie, origin: 'http://evil.example' })],
    ['from a page of another port', 403, () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['from a page without an origin', 403, () => ({ cookie, origin: 'null' })],
  ])('%s', async (_, status, headersOf) => {
    for (const path of ['/', '/main.js', '/api/session', '/api/rows']) {
      expect((await ask(path, headersOf())).status).toBe(status);
    }
    expect(opened).toBe(0);
  });

  it.each(['POST', 'PUT', 'DELETE'])(
    'who changes something by %s without its write token',
    async (method) => {
      const tries = [{}, { origin: origin() }, { origin: origin(), 'x-spillway-write': 'guessed' }];
      for (const headers of tries) {
        const { status, text } = await ask('/api/overview', { cookie, ...headers }, method);
        expect([status, text]).toEqual([403, 'A change has to come from the console itself.\n']);
      }
    },
  );

  it('with a token that is not the printed one, or by a foreign name with the right one', async () => {
    const { search } = new URL(served.url);
    expect((await ask('/?token=guessed')).status).toBe(401);
    const { status, headers } = await ask(`/${search}`, { host: 'evil.example' });
    expect([status, headers['set-cookie']]).toEqual([403, undefined]);
  });
});

it('sends its page to who is let in, under a policy that runs and loads nothing else', async () => {
  const page = await ask('/events/some-id', { cookie });
  expect(page.text).toContain('<div id="app">');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  const script = await ask('/main.js', { cookie, origin: origin() });
  expect([script.status, script.headers['content-type']]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  expect(script.text.length).toBeGreaterThan(10_000);
  expect(opened).toBe(0);
});

it('leads out of itself by no address', async () => {
  const { search } = new URL(served.url);
  for (const path of ['//evil.example/', '///evil.example/a', '/\\\\evil.example/']) {
    const { headers } = await ask(`${path}${search}`);
    expect(new URL(String(headers.location), origin()).origin).toBe(origin());
  }
});

it('says why it can’t be opened, and tries again when it is asked again', async () => {
  for (const times of [1, 2]) {
    const { status, text } = await ask('/api/session', { cookie });
    expect([status, JSON.parse(text), opened]).toEqual([500, { error: 'it is not up' }, times]);
  }
});
