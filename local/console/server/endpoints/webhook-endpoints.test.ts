import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../../../cli/replay/archive-fixture.ts';
import type { SentOne } from '../../../../client/send/send-one.ts';
import { parseEnvelope } from '../../../../service/webhook/envelope.ts';
import { eventually } from '../../../../test/factories/eventually.ts';
import type { Endpoint } from '../endpoint.ts';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { WebhookRow } from '../feed/webhook-row.ts';
import { mostReplayed } from '../replays/replay-order.ts';
import type { ReplayRun } from '../replays/replay-run.ts';
import type { SignedCurl } from '../webhook/signed-curl.ts';
import { planReplay, type ReplayPlan } from './plan-replay.ts';
import { mostShownBytes, readCopies, type ShownCopies } from './read-copies.ts';
import { readWebhook, type WebhookStory } from './read-webhook.ts';
import { type ReplayedWebhook, replayWebhook } from './replay-webhook.ts';
import { type FoundInBodies, mostSearched, searchBodies } from './search-bodies.ts';
import { sendAgain } from './send-again.ts';
import { signCurl } from './sign-curl.ts';
import { startReplay } from './start-replay.ts';
import { readReplay } from './watch-replays.ts';

const secret = 'a secret of its own';
const receivedAt = Date.now() - 30_000;
const body = '{"amount": 12345678901234567890, "note": "it\'s"}';
let fixture: EndpointFixture;

beforeAll(async () => {
  fixture = await startEndpointFixture();
  const { cli, log } = fixture;
  cli.secrets.create('spillway/dev/sources/github', JSON.stringify({ current: secret }));
  const { archive } = openArchive(cli);
  const headers = { 'x-github-event': 'issues', 'x-github-delivery': 'd-1' };
  const archived = { deliveryId: 'd-1', receivedAt: new Date(receivedAt).toISOString(), headers };
  await archive({ ...archived, body, trackingId: 'r-1', type: 'issues' });
  for (const id of ['d-1', 'd-large', 'd-none', 'd-dead']) accept(id);
  await archive({ ...archived, deliveryId: 'd-large', body: '['.repeat(mostShownBytes + 1) });
  log('processing', receivedAt + 500, {
    ...{ message: 'webhook processed', deliveryId: 'd-1', trackingId: 'r-1' },
    ...{ delivered: { app: 480 }, attempts: [{ destination: 'app', ms: 7, status: 200 }] },
  });
  cli.addDeadLetter({ deliveryId: 'd-dead', body: 'what died' });
  log('processing', receivedAt + 600, {
    ...{ message: 'webhook dead-lettered', deliveryId: 'd-dead', trackingId: 'r-dead' },
    ...{ reason: 'refused', error: { message: 'said no' } },
  });
  log('ingestion', receivedAt, {
    ...{ level: 'WARN', message: 'webhook rejected', trackingId: 'r-bad', status: 401 },
    ...{ reason: 'signature-mismatch', explanation: 'body-reserialized', durationMs: 3 },
  });
});
beforeEach(() => {
  fixture.receiver.requests.length = 0;
  fixture.receiver.answer = (response, { headers }) => {
    const deliveryId = headers['x-github-delivery'];
    if (deliveryId === undefined) response.writeHead(404).end();
    else response.writeHead(202).end(JSON.stringify({ deliveryId }));
  };
});
afterAll(() => fixture.stop());

/** As ingestion logs it; the request's key is that of the id with an `r`. */
function accept(deliveryId: string): void {
  fixture.log('ingestion', receivedAt + 20, {
    ...{ message: 'webhook accepted', type: 'issues', slot: 'current', durationMs: 20 },
    ...{ deliveryId, trackingId: deliveryId.replace(/^d/, 'r') },
  });
}

const of = (key: string) => ({ params: { key } });

describe('the way of a webhook', () => {
  it('is found by its request, as the log of the last day has it', async () => {
    const story = await fixture.ask<WebhookStory>(readWebhook, of('r-1'));
    const { row, journey, isArchived } = story;
    expect(isArchived).toBe(true);
    expect(row).toMatchObject({ key: 'r-1', at: receivedAt, outcome: 'processed' });
    expect(journey?.events.map(({ event }) => event)).toEqual([
      ...['received', 'verified', 'stored', 'attempt', 'processed'],
    ]);
  });

  it('says of a webhook that no archive has that it can not be replayed', async () => {
    const { isArchived } = await fixture.ask<WebhookStory>(readWebhook, of('r-none'));
    expect(isArchived).toBe(false);
  });

  it('says of a refusal what the likely mistake is', async () => {
    const story = await fixture.ask<WebhookStory>(readWebhook, of('r-bad'));
    expect(story).toMatchObject({
      row: { outcome: 'rejected', status: 401, why: 'signature-mismatch' },
      explanation: 'something on the way parsed the JSON and wrote it anew',
    });
    expect(story).not.toHaveProperty('journey');
  });

  it('is nothing that is made up', async () => {
    await expect(fixture.ask(readWebhook, of('nobody'))).rejects.toMatchObject({
      message: 'Nothing is logged of the request nobody.',
    });
  });
});

describe('the body of a webhook', () => {
  const textOf = ({ copies: [copy] }: ShownCopies) =>
    Buffer.from(copy?.body ?? '', 'base64').toString();

  it('is what was sent, from the archive', async () => {
    const shown = await fixture.ask<ShownCopies>(readCopies, of('r-1'));
    expect(textOf(shown)).toBe(body);
    expect(shown.copies[0]).toMatchObject({
      ...{ place: 'archive', isAsReceived: true, bytes: body.length },
      headers: { 'x-github-event': 'issues' },
    });
  });

  it('is its beginning where it is long', async () => {
    const shown = await fixture.ask<ShownCopies>(readCopies, of('r-large'));
    expect(textOf(shown)).toHaveLength(mostShownBytes);
    expect(shown.copies[0]?.bytes).toBe(mostShownBytes + 1);
  });

  it('is that of its dead letter', async () => {
    const shown = await fixture.ask<ShownCopies>(readCopies, of('r-dead'));
    expect(textOf(shown)).toBe('what died');
    expect(shown.copies[0]?.place).toBe('dead letter');
  });

  it('is nowhere, with a reason for each place', async () => {
    const none = await fixture.ask<ShownCopies>(readCopies, of('r-none'));
    expect(none.copies).toEqual([]);
    expect(none.notHad.join('\n')).toMatch(/^The archive has no such webhook: archive: true/);
    const rejected = await fixture.ask<ShownCopies>(readCopies, of('r-bad'));
    expect(rejected.notHad).toEqual(['It was rejected: only what is accepted is stored.']);
  });
});

it('replays one webhook of the archive, under a run of its own', async () => {
  const { run } = await fixture.ask<ReplayedWebhook>(replayWebhook, of('r-1'));
  const messages = fixture.cli.bodiesIn('intake').map(parseEnvelope);
  expect(messages).toMatchObject([{ deliveryId: 'd-1', nonce: run, body, trackingId: 'r-1' }]);
  await expect(fixture.ask(replayWebhook, of('r-none'))).rejects.toThrow(/d-none/);
  await expect(fixture.ask(replayWebhook, of('r-bad'))).rejects.toThrow(/Nothing of the request/);
});

describe('a webhook that is sent again', () => {
  it('has the same bytes and type, another id, and a signature of now', async () => {
    const { answer, deliveryId } = await fixture.ask<SentOne>(sendAgain, of('r-1'));
    const sent = fixture.receiver.requests.find(({ path }) => path === '/dev/webhooks/github');
    const hmac = createHmac('sha256', secret).update(body).digest('hex');
    expect([answer.status, String(sent?.body)]).toEqual([202, body]);
    expect(sent?.headers).toMatchObject({
      ...{ 'x-github-event': 'issues', 'x-hub-signature-256': `sha256=${hmac}` },
      'x-github-delivery': deliveryId,
    });
    expect(deliveryId).not.toBe('d-1');
  });

  it('can be sent by a shell too, quotes and all', async () => {
    const { line } = await fixture.ask<SignedCurl>(signCurl, of('r-1'));
    expect(line).toContain(`${fixture.receiver.url}/dev/webhooks/github`);
    expect(line).toContain(`--data-raw '${body.replaceAll("'", `'\\''`)}'`);
    expect(line).not.toContain(secret);
  });

  it('can not be where nobody has its bytes any more', async () => {
    const refused = { message: 'Its bytes can’t be had any more.' };
    await expect(fixture.ask(sendAgain, of('r-none'))).rejects.toMatchObject(refused);
    expect(fixture.receiver.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('a search in bodies', () => {
  const rowOf = (key: string) => ({
    ...({ key, at: receivedAt, outcome: 'processed', source: 'github', destinations: [] } as const),
    deliveryId: key.replace(/^r/, 'd'),
  });
  const search = (text: string, keys: readonly string[]) => {
    const feed = { ...fixture.context.feed, find: rowOf };
    const query = new URLSearchParams({ text });
    for (const key of keys) query.append('key', key);
    const asked = { params: {}, body: undefined, query, signal: fixture.context.signal };
    return searchBodies.answer(asked, { ...fixture.context, feed }) as Promise<FoundInBodies>;
  };

  it('tells which have the text, and nothing of what is in them', async () => {
    const found = await search('"AMOUNT": 123456', ['r-none', 'r-1', 'r-large']);
    expect(found).toEqual({ matching: ['r-1'], searched: 2 });
    expect(await search('not in there', ['r-1'])).toEqual({ matching: [], searched: 1 });
  });

  it('finds what is far apart in time, and tells sources apart', async () => {
    const { archive } = openArchive(fixture.cli);
    const hourMs = 3_600_000;
    const places: Readonly<Record<string, object>> = {
      'r-early': { at: receivedAt - hourMs },
      'r-other': { source: 'other', deliveryId: 'd-1' },
    };
    const before = new Date(receivedAt - hourMs).toISOString();
    await archive({ deliveryId: 'd-early', receivedAt: before, body: 'an early needle' });
    const now = new Date(receivedAt).toISOString();
    await archive({
      source: 'other',
      deliveryId: 'd-1',
      receivedAt: now,
      body: 'a needle of another',
    });
    const feed = {
      ...fixture.context.feed,
      find: (key: string) => ({ ...rowOf(key), ...places[key] }),
    };
    const query = new URLSearchParams('text=needle&key=r-early&key=r-1&key=r-other');
    const asked = { params: {}, body: undefined, query, signal: fixture.context.signal };
    const found = (await searchBodies.answer(asked, { ...fixture.context, feed })) as FoundInBodies;
    expect([found.matching.toSorted(), found.searched]).toEqual([['r-early', 'r-other'], 3]);
  });

  it('leaves dead letters alone: a look would hide them', async () => {
    expect(await search('what died', ['r-dead'])).toEqual({ matching: [], searched: 0 });
  });

  it('refuses what is too short, too long or too much', async () => {
    await expect(search('ab', ['r-1'])).rejects.toThrow('3 to 200 characters');
    await expect(search('a'.repeat(201), ['r-1'])).rejects.toThrow('3 to 200 characters');
    const many = Array.from({ length: mostSearched + 1 }, (_, index) => `r-${index}`);
    await expect(search('text', many)).rejects.toThrow('At most 50');
  });
});

describe('a replay of several', () => {
  const rows: Readonly<Record<string, object>> = {
    'r-1': { source: 'github', deliveryId: 'd-1', at: receivedAt },
    'r-none': { source: 'github', deliveryId: 'd-none', at: receivedAt - 1 },
    'r-shop': { source: 'shop', deliveryId: 'd-shop', at: receivedAt - 2 },
    'r-bad': { outcome: 'rejected', at: receivedAt },
  };
  const keys = [...Object.keys(rows), 'r-1', 'r-forgotten'];
  const ask = <T>(endpoint: Endpoint, body: unknown) => {
    const feed = { ...fixture.context.feed, find: (key: string) => rows[key] as WebhookRow };
    const asked = { params: {}, query: new URLSearchParams(), signal: fixture.context.signal };
    return endpoint.answer({ ...asked, body }, { ...fixture.context, feed }) as Promise<T>;
  };

  it('says first what it would come to, and sends nothing', async () => {
    expect(await ask<ReplayPlan>(planReplay, { keys })).toEqual({
      sources: [
        { source: 'github', count: 2, archiveBegins: expect.stringMatching(/^20/) },
        { source: 'shop', count: 1 },
      ],
      notStored: 2,
    });
    expect(fixture.cli.bodiesIn('intake').filter((one) => one.includes('d-none'))).toEqual([]);
  });

  it('sends what the archive has, as one run, and says of the rest why not', async () => {
    const { id } = await ask<ReplayRun>(startReplay, { keys, ratePerSecond: 200 });
    const read = () => fixture.ask<ReplayRun>(readReplay, { params: { id } });
    await eventually('the run has ended', async () => (await read()).endedAt !== undefined);
    const run = await read();
    expect(run).toMatchObject({ state: 'ended', stopped: 'end', toDo: 3, sent: 1, notSent: 2 });
    expect(run.reasons).toEqual([
      { deliveryId: 'd-shop', why: 'The archive has nothing of the source shop.' },
      { deliveryId: 'd-none', why: expect.stringContaining('d-none') },
    ]);
    const envelopes = fixture.cli.bodiesIn('intake').map((one) => parseEnvelope(one));
    const replayed = envelopes.filter(({ nonce }) => nonce === id);
    expect(replayed.map(({ deliveryId }) => deliveryId)).toEqual(['d-1']);
  });

  it('refuses an order of nothing that is stored, and of too many', async () => {
    await expect(ask(startReplay, { keys: ['r-bad'] })).rejects.toThrow('None of these');
    const many = Array.from({ length: mostReplayed + 1 }, (_, index) => `r-${index}`);
    await expect(ask(startReplay, { keys: many })).rejects.toThrow('keys');
    await expect(ask(startReplay, { keys, ratePerSecond: 1e9 })).rejects.toThrow('ratePerSecond');
  });
});
