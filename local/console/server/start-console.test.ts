import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/factories/eventually.ts';
import { createAccess } from './access.ts';
import type { ConsoleContext } from './endpoint.ts';
import { type Console, type OpenedConsole, startConsole } from './start-console.ts';

let served: Console;
let opened = 0;
let cookie = '';
let pagesCookie = '';

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
  const [ofData = '', ofPages = ''] = headers['set-cookie'] ?? [];
  expect(ofData).toMatch(/; HttpOnly; SameSite=Strict; Path=\/api$/);
  expect(ofPages).toMatch(/; HttpOnly; SameSite=Lax; Path=\/$/);
  [cookie = ''] = ofData.split(';');
  [pagesCookie = ''] = ofPages.split(';');
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

  // As the browsers send them: a page of another port is of the same site, which brings the cookie.
  it.each([
    ['an image', { mode: 'no-cors', dest: 'image' }],
    ['a script', { mode: 'no-cors', dest: 'script' }],
    ['a frame', { mode: 'navigate', dest: 'iframe' }],
    ['a call', { mode: 'no-cors', dest: 'empty' }],
  ])('who loads it as %s into a page of another port', async (_, { mode, dest }) => {
    for (const site of ['same-site', 'cross-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };
      for (const path of ['/', '/main.js', '/api/session', '//x/api/rows']) {
        expect((await ask(path, { cookie, ...headers })).status).toBe(403);
      }
    }
    expect(opened).toBe(0);
  });

  it('who leads from a page of another port to its data; to its pages a link may lead', async () => {
    const link = {
      ...{ cookie, 'sec-fetch-site': 'same-site' },
      ...{ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    };
    expect((await ask('/api/dead-letters', link)).status).toBe(403);
    expect((await ask('/alarms/dlq-not-empty', link)).status).toBe(200);
    // All that a browser brings behind a link of another site.
    const other = { ...link, cookie: pagesCookie, 'sec-fetch-site': 'cross-site' };
    expect((await ask('/alarms/dlq-not-empty', other)).status).toBe(200);
    for (const path of ['/api/session', '/api/rows', '//x/api/rows']) {
      expect((await ask(path, { cookie: pagesCookie })).status).toBe(401);
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

it('is called without a port where a browser leaves it out', async () => {
  const access = createAccess(80);
  const asking = { method: 'GET', headers: { host: '127.0.0.1' } } as IncomingMessage;
  const url = new URL(`http://console/?token=${access.token}`);
  expect(access.bringsToken(asking, url)).toBe(true);
  const [name] = access.cookies[0]?.split(';') ?? [];
  const headers = { host: 'localhost', origin: 'http://localhost', cookie: name };
  expect(access.refuse({ method: 'GET', headers } as IncomingMessage, url)).toBeUndefined();
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

describe('a console whose stack is not up yet', () => {
  const stack = Promise.withResolvers<OpenedConsole>();
  let waiting: Console;
  let signedIn = '';

  beforeAll(async () => {
    waiting = await startConsole({ port: 0, open: () => stack.promise });
    const answer = await fetch(waiting.url, { redirect: 'manual' });
    [signedIn = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  });

  it('does nothing for who has left before it is up', async () => {
    const listeners = new Set<unknown>();
    const feed = {
      snapshot: async () => ({ number: 0, isReadingBefore: false, rows: [] }),
      find: () => undefined,
      subscribe(onFrame: unknown) {
        listeners.add(onFrame);
        return () => listeners.delete(onFrame);
      },
    };
    let begun = 0;
    const context = {
      ...{ feed, mayWrite: false, stage: { name: 'dev', isEmbedded: false }, now: () => 0 },
      desk: { list: () => [begun++] },
      signal: new AbortController().signal,
    } as unknown as ConsoleContext;
    const headers = { cookie: signedIn };
    const at = new URL(waiting.url).origin;
    const leaving = new AbortController();
    const left = ['/api/rows', '/api/letter-jobs'].map((path) =>
      fetch(at + path, { headers, signal: leaving.signal }),
    );
    const look = async () => expect((await fetch(at, { headers })).status).toBe(200);
    await look();
    leaving.abort();
    await Promise.allSettled(left);
    // The server hears of it before what is asked then.
    await look();
    const staying = fetch(`${at}/api/session`, { headers });
    stack.resolve({ context, close: async () => undefined });
    expect((await staying).status).toBe(200);
    // It would hear it for as long as it is connected.
    expect((await fetch(`${at}/api/rows`, { headers, method: 'HEAD' })).status).toBe(404);
    await eventually('nobody hears the feed', () => listeners.size === 0);
    expect(begun).toBe(0);
  });

  it('ends all the same', async () => {
    const never = await startConsole({ port: 0, open: () => new Promise(() => undefined) });
    const { headers } = await fetch(never.url, { redirect: 'manual' });
    const [own = ''] = (headers.get('set-cookie') ?? '').split(';');
    const asked = fetch(new URL('/api/session', never.url), { headers: { cookie: own } });
    // It is asked by then: the page is answered behind it.
    await fetch(new URL('/', never.url), { headers: { cookie: own } });
    await never.stop();
    await expect(asked).rejects.toThrow();
    await waiting.stop();
  });
});
