import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { SendWish } from '../webhook/send-order.ts';
import type { SignedCurl } from '../webhook/signed-curl.ts';
import { listSenders, type Sendable } from './list-senders.ts';
import { type ExampleBody, readExample } from './read-example.ts';
import { type SendAnswer, sendWebhooks } from './send-webhooks.ts';
import { signOrder } from './sign-order.ts';

let fixture: EndpointFixture;

beforeAll(async () => {
  fixture = await startEndpointFixture();
  const secret = JSON.stringify({ current: 'a secret of its own' });
  fixture.cli.secrets.create('spillway/dev/sources/github', secret);
  fixture.log('ingestion', Date.now(), {
    ...{ level: 'WARN', message: 'webhook rejected', trackingId: 'r-1', status: 401 },
    ...{ reason: 'signature-mismatch', explanation: 'retired-secret' },
  });
});
beforeEach(() => {
  fixture.receiver.requests.length = 0;
  const type = 'urn:spillway:rejection:signature-mismatch';
  const problem = JSON.stringify({ type, detail: 'No.', trackingId: 'r-1' });
  fixture.receiver.answer = (response) => response.writeHead(401).end(problem);
});
afterAll(() => fixture.stop());

const send = (body: SendWish) => fixture.ask<SendAnswer>(sendWebhooks, { body });

it('tells what can be sent, and what of it has to be refused', async () => {
  const { sources, bad } = await fixture.ask<Sendable>(listSenders);
  expect(sources).toMatchObject([{ source: 'github', sender: 'github' }]);
  expect(sources[0]?.examples[0]).toEqual({ name: 'push', type: 'push' });
  expect(bad.map(({ kind }) => kind)).toContain('altered');
});

it('gives the body of an example, to be changed by hand', async () => {
  const params = { source: 'github', name: 'push' };
  const { body } = await fixture.ask<ExampleBody>(readExample, { params });
  expect(JSON.parse(body)).toMatchObject({ ref: 'refs/heads/main' });
  const other = fixture.ask(readExample, { params: { source: 'github', name: 'constructor' } });
  await expect(other).rejects.toThrow('github has no example constructor.');
});

it('sends a body as it was typed, and says how it was answered', async () => {
  const answer = await send({ source: 'github', body: '{"a":1e400}', type: 'issues' });
  expect(answer).toMatchObject({
    ...{ kind: 'one', sent: { answer: { status: 401, trackingId: 'r-1' }, bytes: 11 } },
  });
  expect(answer).toMatchObject({ sent: { explanation: expect.stringContaining('retired') } });
  const [request] = fixture.receiver.requests;
  expect([String(request?.body), request?.headers['x-github-event']]).toEqual([
    '{"a":1e400}',
    'issues',
  ]);
});

it('says whether what is broken was refused for that', async () => {
  expect(await send({ source: 'github', bad: 'altered' })).toMatchObject({ isAsExpected: true });
  expect(await send({ source: 'github', bad: 'unsigned' })).toMatchObject({ isAsExpected: false });
});

it('sends many, and counts how they were answered', async () => {
  const answer = await send({ source: 'github', count: 5, ratePerSecond: 200 });
  expect(answer).toEqual({
    ...{ kind: 'many', asked: 5 },
    sent: { accepted: 0, answers: { 401: 5 }, ids: [] },
  });
});

it('signs the same for a shell, and sends nothing', async () => {
  const { line } = await fixture.ask<SignedCurl>(signOrder, { body: { source: 'github' } });
  expect(line).toMatch(/^curl -i http:.*x-hub-signature-256: sha256=/);
  expect(fixture.receiver.requests).toEqual([]);
});

it.each([
  [{}, /source/],
  [{ source: 'github', count: 0 }, /count/],
  [{ source: 'github', bad: 'sideways' }, /bad/],
  [{ source: 'githup' }, /Did you mean github/],
  [{ source: 'github', example: 'nonsense' }, /no example nonsense/],
  [undefined, /The order/],
])('sends nothing for %j', async (body, message) => {
  await expect(fixture.ask(sendWebhooks, { body })).rejects.toThrow(message);
  expect(fixture.receiver.requests).toEqual([]);
});
