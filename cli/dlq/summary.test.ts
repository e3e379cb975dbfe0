import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DlqFixture, startDlqFixture } from './dlq-fixture.ts';

let fixture: DlqFixture;

beforeEach(async () => {
  fixture = await startDlqFixture();
});

afterEach(() => fixture.stop());

const refused = {
  reason: 'refused',
  fingerprint: '0123456789ab',
  attempts: '2',
  firstError: 'Destination app answered 503',
  lastError: 'Destination app answered 410',
  destination: 'app',
  version: '7',
};

const summarize = async (...more: string[]) =>
  JSON.parse(await fixture.run(['dlq', 'summary', '--json', ...more]));

describe('dlq summary', { timeout: 30_000 }, () => {
  it('groups by fingerprint, source and version, the largest group first', async () => {
    fixture.addDeadLetter({ source: 'stripe' }, refused);
    fixture.addDeadLetter(
      { receivedAt: '2026-01-03T00:00:00.000Z' },
      { ...refused, failed: '2026-01-03T04:00:00.000Z' },
    );
    fixture.addDeadLetter(
      { deliveryId: 'd-2', receivedAt: '2026-01-02T00:00:00.000Z', type: 'ping' },
      { ...refused, attempts: '5', failed: '2026-01-02T05:00:00.000Z/2026-01-02T09:00:00.000Z' },
    );
    fixture.addDeadLetter({}, { ...refused, version: '8' });
    const summary = await summarize();
    expect(summary).toMatchObject({ visible: 4, examined: 4 });
    expect(summary.groups[0]).toEqual({
      class: 'poison',
      reason: 'refused',
      fingerprint: '0123456789ab',
      source: 'github',
      version: '7',
      types: expect.arrayContaining(['push', 'ping']),
      destinations: ['app'],
      count: 2,
      attempts: [2, 5],
      firstSeen: '2026-01-02T00:00:00.000Z',
      lastSeen: '2026-01-03T00:00:00.000Z',
      firstFailed: '2026-01-02T05:00:00.000Z',
      lastFailed: '2026-01-03T04:00:00.000Z',
      ids: expect.arrayContaining(['d-1', 'd-2']),
      error: 'Destination app answered 410',
    });
    expect(summary.groups.slice(1)).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  it('names a few letters of each kind, and the command that lists all of them', async () => {
    for (let n = 1; n <= 5; n++) fixture.addDeadLetter({ deliveryId: `evt_${n}` }, refused);
    fixture.addDeadLetter({ deliveryId: 'alone' }, { ...refused, fingerprint: 'ba9876543210' });
    fixture.addDeadLetter({ deliveryId: 'two words' }, { ...refused, fingerprint: 'c00000000000' });
    const text = await fixture.run(['dlq', 'summary', '--since', '2026-01-01']);
    const [, list = ''] = /evt_\d, evt_\d, evt_\d and 2 more: npx spillway (.*)$/m.exec(text) ?? [];
    expect(list).toBe(
      'dlq list --stage local --fingerprint 0123456789ab --source github --since 2026-01-01T00:00:00.000Z',
    );
    expect(text).toMatch(/^ba9876543210 .*\n +alone$/m);
    expect(text).toMatch(/^c00000000000 .*\n +[0-9a-f-]{36}$/m); // its message id: it can be typed
    const listed = await fixture.run(list.split(' '));
    for (let n = 1; n <= 5; n++) expect(listed).toContain(`evt_${n}`);
    expect(listed).not.toContain('alone');
  });

  it('prints no more than the largest groups of a class', async () => {
    for (let n = 0; n < 25; n++) {
      fixture.addDeadLetter(
        { type: `t${n}` },
        { ...refused, fingerprint: `${n}`.padStart(12, 'a') },
      );
      fixture.addDeadLetter({ deliveryId: `d${n}`, type: `t${n}` }, refused);
    }
    const text = await fixture.run(['dlq', 'summary']);
    expect(text).toContain('6 smaller groups more: --json has all');
    expect(text).toMatch(/refused at app \((t\d+, ){4}t\d+ and 20 more\)/);
    expect((await summarize()).groups).toHaveLength(26);
  });

  it('is of one kind where that is asked for', async () => {
    fixture.addDeadLetter({}, refused);
    fixture.addDeadLetter({ deliveryId: 'd-2' });
    expect(await summarize('--class', 'poison')).toMatchObject({
      ...{ visible: 2, examined: 2, matching: 1, groups: [{ reason: 'refused' }] },
    });
    expect(await fixture.run(['dlq', 'summary', '--reason', 'expired'])).toBe(
      '0 of 2 dead letters\n',
    );
  });

  it('tells what ran out of attempts by the table, and names what went wrong there', async () => {
    const failed = { status: 'FAILED', attempts: 5, version: '3' };
    for (const id of ['a', 'b']) {
      fixture.addDeadLetter({ deliveryId: id });
      await fixture.putRecord(`github/app//${id}`, {
        ...failed,
        firstError: 'Destination app could not be reached',
        lastError: `Destination app answered 503 to ${id === 'a' ? 17 : 4}`,
      });
      await fixture.putRecord(`github/audit//${id}`, { status: 'COMPLETED', outcome: 'delivered' });
    }
    const { groups } = await summarize();
    expect(groups).toMatchObject([
      {
        class: 'transient',
        reason: 'exhausted',
        destinations: ['app'],
        attempts: [5, 5],
        version: '3',
        count: 2,
      },
    ]);
  });

  it('does not believe what an earlier refusal left on a letter that ran out of attempts since', async () => {
    fixture.addDeadLetter({ nonce: 'n-1', to: ['app'] }, refused);
    // As SQS moves it: with all that is on it.
    await fixture.run(['dlq', 'redrive', '--rate', '500'], {
      sleep: () => new Promise((resolve) => setTimeout(resolve, 20)),
    });
    fixture.queues.exhaust();
    await fixture.putRecord('github/app/n-1/d-1', {
      ...{ status: 'FAILED', attempts: 5 },
      lastError: 'Destination app answered 503',
    });
    const { groups } = await summarize();
    expect(groups).toMatchObject([
      { class: 'transient', reason: 'exhausted', error: 'Destination app answered 503' },
    ]);
  });

  it('looks up code of one’s own like a destination', async () => {
    fixture.addDeadLetter({ type: 'star' });
    await fixture.putRecord('github/handler:own%20code//d-1', {
      status: 'FAILED',
      attempts: 5,
      lastError: 'no such table',
    });
    const { groups } = await summarize();
    expect(groups).toMatchObject([{ class: 'transient', error: 'no such table' }]);
  });

  it('tells a function that died on a webhook from one that never had it', async () => {
    fixture.addDeadLetter({ deliveryId: 'hangs' });
    await fixture.putRecord('github/app//hangs', { status: 'INPROGRESS' });
    fixture.addDeadLetter({ deliveryId: 'unseen' });
    const { groups } = await summarize();
    expect(groups).toHaveLength(2);
    expect(groups).toContainEqual(
      expect.objectContaining({ class: 'transient', error: expect.stringContaining('timed out') }),
    );
    expect(groups).toContainEqual(
      expect.objectContaining({ class: 'never-processed', attempts: [0, 0], count: 1 }),
    );
  });

  it('asks the table for no letter that says itself why it is here', async () => {
    fixture.addDeadLetter({}, refused);
    await fixture.run(['dlq', 'summary', '--config', 'not-there.config.ts']);
    fixture.addDeadLetter();
    await expect(
      fixture.run(['dlq', 'summary', '--config', 'not-there.config.ts']),
    ).rejects.toMatchObject({ remedy: expect.stringContaining('--config') });
  });

  it('keeps the classes apart for people, and never prints a body', async () => {
    fixture.addDeadLetter({}, refused);
    fixture.addDeadLetter({ deliveryId: 'd-2' });
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'secret nonsense');
    const text = await fixture.run(['dlq', 'summary']);
    expect(text).toMatch(/^poison: /m);
    expect(text).toMatch(/^never processed: /m);
    expect(text).toContain("1 can't be read and never will be: The message is not a JSON object");
    expect(text).toContain('refused at app (push): Destination app answered 410');
    const all = [
      text,
      await fixture.run(['dlq', 'summary', '--json']),
      await fixture.run(['dlq', 'redrive', '--dry-run']),
      await fixture.run(['dlq', 'show', 'd-1']),
    ].join('\n');
    expect(all).not.toContain('never to be shown');
    expect(all).not.toContain('secret nonsense');
  });

  it('takes nothing, hides nothing, and receives each message once', async () => {
    const bodies = Array.from({ length: 23 }, (_, index) =>
      fixture.addDeadLetter({ deliveryId: `d-${index}` }),
    );
    await fixture.run(['dlq', 'summary']);
    const messages = fixture.queues.inspectQueue('spillway-dev-dead-letters')?.messages;
    expect(messages?.ready.map(({ body }) => body).sort()).toEqual(bodies.sort());
    expect(new Set(messages?.ready.map((message) => message.approximateReceiveCount))).toEqual(
      new Set([1]),
    );
  });

  it('looks at no more than --max', async () => {
    for (let index = 0; index < 15; index++) fixture.addDeadLetter({}, refused);
    expect(await summarize('--max', '4')).toMatchObject({ visible: 15, examined: 4 });
    expect(await fixture.run(['dlq', 'summary', '--max', '4'])).toContain('of about 15');
  });

  it('says so when there are none', async () => {
    expect(await fixture.run(['dlq', 'summary'])).toBe('There are no dead letters.\n');
  });
});
