import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureRegion } from '../cli-fixture.ts';
import { type DlqFixture, startDlqFixture } from './dlq-fixture.ts';

interface Earlier {
  readonly letters: readonly {
    readonly body: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly isMovedBySqs?: boolean;
  }[];
  readonly records: readonly Readonly<Record<string, string | number> & { readonly id: string }>[];
}

/** As the embedded stack of commit 459db2a left them in its dead-letter queue and its table. */
const earlier: Earlier = JSON.parse(
  readFileSync(new URL('../../test/fixtures/dead-letters-459db2a.json', import.meta.url), 'utf8')
    // The bucket is named after its region.
    .replaceAll('us-east-1', fixtureRegion),
);
const large = JSON.stringify({ text: 'x'.repeat(300_000) });
const refusedIds = ['refused-0', 'refused-again', 'refused-large'];

let fixture: DlqFixture;

beforeEach(async () => {
  fixture = await startDlqFixture();
  for (const { id, ...record } of earlier.records) await fixture.putRecord(id, record);
  for (const { body, attributes = {}, isMovedBySqs } of earlier.letters) {
    const messageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]),
    );
    const queue = isMovedBySqs ? 'intake' : 'dead-letters';
    fixture.queues.sendMessage(`spillway-dev-${queue}`, body, { messageAttributes });
  }
  fixture.queues.exhaust();
  const [, key = ''] =
    /"key":"([^"]+)"/.exec(JSON.stringify(earlier.letters).replaceAll('\\', '')) ?? [];
  await fixture.putObject(key, large);
});

afterEach(() => fixture.stop());

const run = async (...args: string[]) => JSON.parse(await fixture.run(['dlq', ...args, '--json']));

describe('dead letters that an earlier version left', { timeout: 30_000 }, () => {
  it('are told apart in the summary', async () => {
    const { groups } = await run('summary');
    expect(groups).toMatchObject([
      {
        ...{ class: 'poison', reason: 'refused', count: 3, destinations: ['audit'], version: '1' },
        ...{ fingerprint: '70f94bcc3cc4', error: 'Destination audit answered 410' },
      },
      { class: 'poison', reason: 'malformed', count: 1, source: 'unknown' },
      {
        ...{ class: 'transient', reason: 'exhausted', count: 1, destinations: ['app'] },
        ...{ attempts: [2, 2], error: 'Destination app answered 503', version: '1' },
      },
    ]);
  });

  it('are shown, with the body that was too large for the queue', async () => {
    expect(await run('show', 'refused-again')).toMatchObject([
      {
        reason: 'refused',
        redrive: expect.stringMatching(/^[0-9a-f-]{36}$/),
        destinations: ['audit'],
      },
    ]);
    expect(await run('show', 'down-0', '--body')).toMatchObject([
      { reason: 'exhausted', body: { text: '{"ref":"refs/heads/main"}' } },
    ]);
    expect(await run('show', 'refused-large', '--body')).toMatchObject([{ body: { text: large } }]);
  });

  it('go through again where they are missing, as a dry run says', async () => {
    const { groups } = await run('redrive', '--dry-run');
    const would = groups.map((group: { would: object }) => group.would);
    expect(would).toMatchObject([
      [{ kind: 'delivered', count: 3, destinations: ['audit'] }],
      [{ kind: 'unreadable', count: 1 }],
      [{ kind: 'delivered', count: 1, destinations: ['app'] }],
    ]);
  });

  it('are moved as they are, without what was said of their failure', async () => {
    expect(await run('redrive', '--limit', '9')).toMatchObject({ moved: 5, stopped: 'drained' });
    expect(fixture.bodiesIn('intake').toSorted()).toEqual(
      earlier.letters.map(({ body }) => body).toSorted(),
    );
    const moved = fixture.queues.inspectQueue('spillway-dev-intake')?.messages.ready ?? [];
    for (const { messageAttributes } of moved) {
      expect(Object.keys(messageAttributes)).toEqual(['spillway-redrive']);
    }
  });

  it('are given up by kind, and archived whole', async () => {
    expect(await run('discard', '--fingerprint', '70f9', '--reason', 'x')).toMatchObject({
      ...{ discarded: 3, skipped: 2 },
    });
    const archived = [...(await fixture.readObjects())].filter(([key]) => /^discarded/.test(key));
    const messages = archived.map(([, text]) => JSON.parse(text).message);
    const ids = messages.map((message) => JSON.parse(message.split('\n')[0]).deliveryId);
    expect(ids.toSorted()).toEqual(refusedIds);
  });
});
