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
  lastError: 'Destination app answered 410',
};
const at = Date.parse('2026-11-25T10:00:00Z');

const discard = (args: readonly string[], context = {}) =>
  fixture.run(['dlq', 'discard', ...args, '--reason', 'sent by a test'], {
    now: () => at,
    ...context,
  });

describe('dlq discard', { timeout: 30_000 }, () => {
  it('archives each letter whole, with the reason, and deletes it then', async () => {
    const body = fixture.addDeadLetter({}, refused);
    const result = JSON.parse(await discard(['--fingerprint', '0123456789ab', '--json']));
    expect(result).toEqual({
      discarded: 1,
      undeleted: 0,
      skipped: 0,
      archive: 's3://spillway-dev-000000000000-eu-west-1/discarded/',
      stopped: 'drained',
    });
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
    const [[key, text] = []] = await fixture.readObjects();
    expect(key).toMatch(/^discarded\/github\/2026-11-25\/[0-9a-f-]{36}\.json$/);
    expect(JSON.parse(text ?? '')).toEqual({
      v: 1,
      discardedAt: '2026-11-25T10:00:00.000Z',
      discardedBy: expect.any(String),
      reason: 'sent by a test',
      class: 'poison',
      messageId: expect.any(String),
      sentAt: expect.any(String),
      attributes: refused,
      message: body,
    });
  });

  it('discards one webhook by its id, and no other', async () => {
    fixture.addDeadLetter({ deliveryId: 'keep' }, refused);
    fixture.addDeadLetter({ deliveryId: 'drop' }, refused);
    expect(await discard(['drop'])).toContain('1 discarded.');
    expect(fixture.bodiesIn('dead-letters')).toEqual([expect.stringContaining('"keep"')]);
    await expect(discard(['nothing'])).rejects.toMatchObject({
      message: expect.stringContaining('No dead letter'),
    });
  });

  it('keeps what can not be read under `unknown`, whatever it calls itself', async () => {
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'no envelope');
    fixture.addDeadLetter({ source: '../up' }, refused);
    await discard(['--class', 'poison']);
    const keys = [...(await fixture.readObjects()).keys()];
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).toMatch(/^discarded\/unknown\//);
  });

  it('does not discard everything by accident, nor without a reason', async () => {
    fixture.addDeadLetter({}, refused);
    await expect(discard([])).rejects.toMatchObject({ remedy: expect.stringContaining('--all') });
    await expect(discard(['--yes'])).rejects.toThrow('every dead letter');
    await expect(fixture.run(['dlq', 'discard', '--all'])).rejects.toThrow('--reason');
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(1);
    await discard(['--all']);
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
  });

  it('discards nothing with --dry-run', async () => {
    fixture.addDeadLetter({}, refused);
    fixture.addDeadLetter({ source: 'stripe' }, refused);
    const text = await discard(['--source', 'stripe', '--dry-run']);
    expect(text).toContain('Nothing was discarded. 1 dead letters would be.');
    expect(text).not.toContain('never to be shown');
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(2);
    expect(await fixture.readObjects()).toEqual(new Map());
  });

  it('deletes nothing that it could not archive, and shows it again', async () => {
    fixture.addDeadLetter({}, refused);
    fixture.queues.deleteBucket();
    await expect(discard(['--all'])).rejects.toMatchObject({
      message: expect.stringContaining('no bucket'),
      remedy: expect.stringContaining('npm start'),
    });
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect(messages?.ready).toHaveLength(1);
  });

  it('ends after the batch at hand when it is interrupted', async () => {
    for (let index = 0; index < 15; index++) fixture.addDeadLetter({}, refused);
    const interruption = new AbortController();
    const text = await discard(['--all'], {
      signal: interruption.signal,
      now: () => {
        interruption.abort();
        return at;
      },
    });
    expect(text).toContain('Interrupted');
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect((messages?.ready.length ?? 0) + (await fixture.readObjects()).size).toBe(15);
  });
});
