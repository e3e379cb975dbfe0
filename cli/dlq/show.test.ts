import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DlqFixture, fixtureReference, startDlqFixture } from './dlq-fixture.ts';

let fixture: DlqFixture;

beforeEach(async () => {
  fixture = await startDlqFixture();
});

afterEach(() => fixture.stop());

const show = async (...args: string[]) =>
  JSON.parse(await fixture.run(['dlq', 'show', '--json', ...args]));

const trace = 'Root=1-67a1b2c3-0123456789abcdef01234567';

describe('dlq show', { timeout: 30_000 }, () => {
  it('says of a letter what it is, how it failed and what traces it, and no body', async () => {
    fixture.addDeadLetter({ deliveryId: 'another' });
    fixture.addDeadLetter(
      { headers: { 'x-github-event': 'push' }, trace },
      {
        reason: 'refused',
        fingerprint: '0123456789ab',
        attempts: '2',
        firstError: 'Destination app answered 503',
        lastError: 'Destination app answered 410',
        failed: '2026-01-02T03:04:06.000Z/2026-01-02T03:04:11.000Z',
        destination: 'app',
        version: '7',
      },
    );
    const [shown] = await show('d-1');
    expect(shown).toEqual({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deliveryId: 'd-1',
      class: 'poison',
      reason: 'refused',
      fingerprint: '0123456789ab',
      source: 'github',
      type: 'push',
      destinations: ['app'],
      attempts: 2,
      firstError: 'Destination app answered 503',
      lastError: 'Destination app answered 410',
      firstFailedAt: '2026-01-02T03:04:06.000Z',
      lastFailedAt: '2026-01-02T03:04:11.000Z',
      version: '7',
      receivedAt: '2026-01-02T03:04:05.000Z',
      contentType: 'application/json',
      headers: { 'x-github-event': 'push' },
      trace,
      expiresAt: expect.stringMatching(/^\d{4}-/),
    });
    expect(await fixture.run(['dlq', 'show', shown.messageId])).toMatch(
      /last error +Destination app answered 410\n.* {4}x-github-event: push\n$/s,
    );
  });

  it('says when SQS drops it: counted from its first arrival, though SQS moved it here later', async () => {
    const message = fixture.queues.sendMessage('spillway-dev-intake', 'odd');
    const sentAt = Date.now() - 3 * 86_400_000;
    Object.assign(message, { sentTimestamp: sentAt });
    fixture.queues.exhaust();
    const [{ expiresAt }] = await show(message.messageId);
    const fourDays = 345_600_000; // SQS's own retention, which the fixture leaves
    expect(expiresAt).toBe(new Date(sentAt + fourDays).toISOString());
    const { firstExpiry } = JSON.parse(await fixture.run(['dlq', 'summary', '--json']));
    expect(firstExpiry).toBe(expiresAt);
  });

  it('prints the body where that is asked for', async () => {
    fixture.addDeadLetter();
    expect((await show('d-1', '--body'))[0].body).toEqual({ text: 'never to be shown' });
    expect(await fixture.run(['dlq', 'show', 'd-1', '--body'])).toContain('never to be shown');
  });

  it('has a terminal obey nothing that somebody else wrote', async () => {
    const red = '\u001b[31mred\u009b';
    fixture.addDeadLetter(
      { type: red, headers: { 'x-a': red }, body: `${red}\nline` },
      { reason: 'refused', lastError: red },
    );
    const text = [
      await fixture.run(['dlq', 'show', 'd-1', '--body']),
      await fixture.run(['dlq', 'summary']),
      await fixture.run(['dlq', 'redrive', '--dry-run']),
    ].join('');
    expect(text).toContain('�[31mred�\nline');
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('fetches a large body from the bucket, and says so when it is not what was stored', async () => {
    const [large, other] = [fixtureReference('large'), fixtureReference('other')];
    await fixture.putObject(large.key, 'large');
    await fixture.putObject(other.key, 'altered');
    fixture.addDeadLetter({ bodyRef: large, deliveryId: 'whole' });
    fixture.addDeadLetter({ bodyRef: other, deliveryId: 'altered' });
    fixture.addDeadLetter({ bodyRef: fixtureReference('gone'), deliveryId: 'gone' });
    expect((await show('whole', '--body'))[0].body).toEqual({ text: 'large' });
    expect((await show('altered', '--body'))[0].body.lost).toContain('not the one');
    expect((await show('gone', '--body'))[0].body.lost).toContain('is gone');
  });

  it('fetches nothing from another bucket', async () => {
    fixture.addDeadLetter({ bodyRef: fixtureReference('large', 'payroll') });
    expect((await show('d-1', '--body'))[0].body.lost).toContain('in another bucket');
  });

  it('shows all letters of a webhook that several destinations refused', async () => {
    fixture.addDeadLetter({ to: ['app'] });
    fixture.addDeadLetter({ to: ['audit'] });
    expect(await show('d-1')).toHaveLength(2);
  });

  it('says clearly that there is none, and leaves all letters in sight', async () => {
    for (let index = 0; index < 12; index++) fixture.addDeadLetter({ deliveryId: `d-${index}` });
    await expect(show('nothing')).rejects.toMatchObject({
      message: expect.stringContaining('12 were looked at'),
    });
    await expect(show('0123456789ab')).rejects.toMatchObject({
      remedy: expect.stringContaining('dlq list --stage local --fingerprint 0123456789ab'),
    });
    await expect(show('nothing', '--max', '5')).rejects.toMatchObject({
      remedy: expect.stringContaining('--max 50'),
    });
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect(messages?.ready).toHaveLength(12);
  });
});
