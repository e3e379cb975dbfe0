import { request as httpRequest } from 'node:http';
import { expect, it } from 'vitest';
import { deliver, readPage, readRequests, start } from './sink-fixture.ts';

const http = { type: 'http', url: 'https://app.example.com' } as const;

it('tells of one delivery whole: method, headers, body, verdict and answer', async () => {
  const { sink } = await start({ app: { ...http, method: 'PUT' } });
  await deliver(sink, '{"a":1}', { id: 'd-1', method: 'PUT', headers: { 'x-team': 'a' } });
  await deliver(sink, 'other', { id: 'd-2', method: 'PUT' });
  const requests = await readRequests(`${sink.url}/deliveries/d-1`);
  expect(requests).toEqual([
    {
      request: 1,
      kind: 'http',
      destination: 'app',
      deliveryId: 'd-1',
      arrivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      method: 'PUT',
      url: `${sink.url}/app`,
      bytes: 7,
      verdict: 'accepted',
      status: 204,
      details: `${sink.url}/requests/1`,
      headers: expect.objectContaining({
        'x-team': 'a',
        'webhook-id': 'd-1',
        'spillway-type': 'push',
        'webhook-signature': '(hidden)',
      }),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      body: { text: '{"a":1}' },
      answer: { headers: {}, body: { text: '' } },
    },
  ]);
  expect(await readRequests(`${sink.url}/requests/1`)).toEqual(requests);
  expect(await readRequests(`${sink.url}/deliveries?id=d-1`)).toEqual(requests);
});

it('hides what signs and what lets in, unless it is asked for', async () => {
  const headers = { 'x-key-of-ours': { secret: 'ours' }, 'x-team': 'a' };
  const { sink } = await start({ app: { ...http, headers } });
  const sent = { authorization: 'Bearer a', 'x-api-key': 'b', 'X-Key-Of-Ours': 'c', 'x-team': 'd' };
  await deliver(sink, 'x', { id: 'd-1', headers: sent });
  const [hidden] = await readRequests(`${sink.url}/deliveries/d-1`);
  expect(hidden?.headers).toMatchObject({
    authorization: '(hidden)',
    'x-api-key': '(hidden)',
    'x-key-of-ours': '(hidden)',
    'webhook-signature': '(hidden)',
    'x-team': 'd',
  });
  const [asked] = await readRequests(`${sink.url}/deliveries/d-1?secrets`);
  expect(asked?.headers).toMatchObject({ authorization: 'Bearer a', 'x-key-of-ours': 'c' });
  expect(asked?.headers['webhook-signature']).toMatch(/^v1,/);
});

it('gives the exact bytes of a body, which no browser runs', async () => {
  const { sink } = await start();
  await deliver(sink, '<script>alert(1)</script>', { id: 'text' });
  const text = await fetch(`${sink.url}/deliveries/text/body`);
  expect(await text.text()).toBe('<script>alert(1)</script>');
  expect(Object.fromEntries(text.headers)).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
  });
  const bytes = Buffer.from([0xff, 0, 1]);
  await deliver(sink, bytes, { id: 'bytes' });
  const binary = await fetch(`${sink.url}/requests/2/body`);
  expect(Buffer.from(await binary.arrayBuffer())).toEqual(bytes);
  expect(binary.headers.get('content-type')).toBe('application/octet-stream');
  const [last] = await readRequests(`${sink.url}/requests/2`);
  expect(last?.body).toEqual({ base64: bytes.toString('base64') });
});

it('keeps what was refused as well, and says why', async () => {
  const { sink } = await start();
  await deliver(sink, 'x', { id: 'd-1', signature: 'v1,AAAA' });
  expect(await readRequests(`${sink.url}/deliveries/d-1`)).toMatchObject([
    { verdict: 'refused', why: 'bad signature', status: 401, body: { text: 'x' } },
  ]);
});

it('names a message to people by its first line', async () => {
  const { sink } = await start({ team: { type: 'slack' } });
  await fetch(`${sink.url}/team`, { method: 'POST', body: '{"text":"Released\\nv1"}' });
  const { deliveries } = await readPage(`${sink.url}/deliveries`);
  expect(deliveries).toMatchObject([{ kind: 'slack', title: 'Released', verdict: 'accepted' }]);
});

it('lists the newest first, page by page, without headers and bodies', async () => {
  const { sink } = await start();
  for (let count = 1; count <= 102; count++) await deliver(sink, 'x', { id: `d-${count}` });
  const first = await readPage(`${sink.url}/deliveries`);
  expect(first).toMatchObject({ total: 102, kept: 102, older: `${sink.url}/deliveries?before=3` });
  expect(first.deliveries).toHaveLength(100);
  expect(first.deliveries[0]).toMatchObject({ request: 102, deliveryId: 'd-102', bytes: 1 });
  expect(Object.keys(first.deliveries[0] ?? {})).not.toContain('headers');
  const last = await readPage(first.older ?? '');
  expect(last.deliveries.map(({ request }) => request)).toEqual([2, 1]);
  expect(last).not.toHaveProperty('older');
  expect(await readPage(`${sink.url}/deliveries/`)).toEqual(first);
  expect((await fetch(`${sink.url}/deliveries?before=x`)).status).toBe(400);
});

it('finds each request of a delivery, or those to one destination', async () => {
  const { sink } = await start({ app: http, other: http });
  await deliver(sink, 'x', { id: 'd-1' });
  await deliver(sink, 'x', { id: 'd-1', destination: 'other' });
  await deliver(sink, 'x', { id: 'd-1' });
  const of = async (query: string) =>
    (await readRequests(`${sink.url}/deliveries/d-1${query}`)).map(({ request }) => request);
  expect(await of('')).toEqual([3, 2, 1]);
  expect(await of('?destination=other')).toEqual([2]);
});

it.each(['a/b c', '..', 'counts', '%41', 'é\u202e'])('finds the delivery id %j', async (id) => {
  const { sink } = await start();
  const encoded = id.replace(/[^\x20-\x7e]+/g, (text) => encodeURIComponent(text));
  await deliver(sink, 'x', { id: encoded });
  const found = await readRequests(`${sink.url}/deliveries?id=${encodeURIComponent(id)}`);
  expect(found).toMatchObject([{ deliveryId: encoded }]);
});

it('writes nothing that a terminal obeys', async () => {
  const { sink } = await start();
  await deliver(sink, '\u001b[31mred\u202e', { id: 'd-1' });
  const text = await (await fetch(`${sink.url}/deliveries/d-1`)).text();
  expect(text).toContain('\\u001b[31mred\\u202e');
  expect(JSON.parse(text).requests[0].body).toEqual({ text: '\u001b[31mred\u202e' });
});

it.each([
  '/',
  '/deliveries/none',
  '/requests/7',
  '/requests',
  '/deliveries/d-1/other',
  '/constructor',
])('knows no %s', async (path) => {
  const { sink } = await start();
  await deliver(sink, 'x', { id: 'd-1' });
  const answer = await fetch(sink.url + path);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toHaveProperty('error');
});

it('tells nothing to a page of somebody else whose name leads to this machine', async () => {
  const { sink } = await start();
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const headers = { host: 'rebound.example.com' };
  const asking = httpRequest(`${sink.url}/deliveries`, { headers }, ({ statusCode }) =>
    resolve(statusCode),
  );
  asking.end();
  expect(await promise).toBe(403);
});
