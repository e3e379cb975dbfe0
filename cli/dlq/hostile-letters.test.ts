import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope } from '../../service/webhook/envelope.ts';
import { type DlqFixture, startDlqFixture } from './dlq-fixture.ts';

const long = 'x'.repeat(100_000);
const control = '\u001b[2J\u202e\u0000\n';

const refused = {
  reason: 'refused',
  fingerprint: '0123456789ab',
  destination: 'app',
  lastError: 'Destination app answered 410',
};

/** What somebody, or something, may have put into a dead-letter queue. */
const hostile: readonly [Partial<Envelope>, Readonly<Record<string, string>>?][] = [
  [{ deliveryId: long }],
  [{ deliveryId: control }, refused],
  [{ source: long, type: long }, refused],
  [{ source: control, type: control }, refused],
  [{ to: Array.from({ length: 300 }, (_, index) => `d${index}`) }],
  [{ to: [long, control] }],
  [{ receivedAt: '+275760-09-13T00:00:00Z' }, refused],
  [{ receivedAt: '-000001-01-01T00:00:00Z' }],
  [{}, { reason: 'refused' }],
  [{}, { fingerprint: '0123456789ab' }],
  [{}, { ...refused, fingerprint: `--all ${control}` }],
  [{}, { ...refused, fingerprint: long }],
  [{}, { ...refused, reason: long }],
  [{}, { ...refused, reason: control, lastError: control, version: control, destination: control }],
  [{}, { ...refused, lastError: long, version: long, destination: long }],
  [{}, { ...refused, attempts: 'many' }],
  [{}, { ...refused, attempts: '1e999', failed: 'once/upon/a/time' }],
  [{}, { ...refused, failed: '+275760-09-13T00:00:00.000Z' }],
  [{}, { ...refused, 'spillway-redrive': control }],
];

/** No envelopes at all. */
const foreign = [' ', '\n', '{}', '[]', 'null', '{"v":1}', '{"v":99}', `{"v":1\u202e`, long];

let fixture: DlqFixture;

beforeAll(async () => {
  fixture = await startDlqFixture();
  for (const [envelope, attributes] of hostile) fixture.addDeadLetter(envelope, attributes);
  for (const body of foreign) fixture.queues.sendMessage('spillway-dev-dead-letters', body);
  fixture.queues.sendMessage('spillway-dev-dead-letters', 'binary', {
    messageAttributes: {
      reason: { DataType: 'Binary', BinaryValue: 'cmVmdXNlZA==' },
      attempts: { DataType: 'Number', StringValue: '2' },
    },
  });
});

afterAll(() => fixture.stop());

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const all = hostile.length + foreign.length + 1;

describe('letters that are none of ours', { timeout: 60_000 }, () => {
  it.each([
    [['summary']],
    [['list']],
    [['redrive', '--dry-run']],
    [['discard', '--dry-run', '--all', '--reason', 'x']],
  ])('are told by %j, in lines that a terminal and a person can take', async (args) => {
    const text = await fixture.run(['dlq', ...args]);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(1500);
    expect(text).toContain(`${all}`);
  });

  it.each([
    ['summary', 'groups'],
    ['list', 'letters'],
  ])('are all in the JSON of %s', async (command, field) => {
    const { [field]: found } = JSON.parse(await fixture.run(['dlq', command, '--json']));
    const counts = found.map(({ count = 1 }) => count);
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(all);
    for (const { fingerprint } of found) expect(fingerprint).toMatch(/^[0-9a-f]{12}$/);
  });

  it('are shown by the id that the list has', async () => {
    const { letters } = JSON.parse(await fixture.run(['dlq', 'list', '--json']));
    const byMessage = letters.filter((one: { deliveryId?: string }) => one.deliveryId !== 'd-1');
    for (const { id, messageId } of byMessage.slice(0, 4)) {
      const shown = JSON.parse(await fixture.run(['dlq', 'show', '--json', id]));
      expect(shown.map((one: { messageId: string }) => one.messageId)).toContain(messageId);
    }
  });

  it('are sent through again as they are', async () => {
    const before = fixture.bodiesIn('dead-letters').map(digest).toSorted();
    await fixture.run(['dlq', 'redrive', '--limit', '1000', '--rate', '1000']);
    expect(fixture.bodiesIn('intake').map(digest).toSorted()).toEqual(before);
  });
});

it.each([
  ['redrive', '--dry-run'],
  ['list', '--json'],
  ['discard', '--reason', 'x'],
])('no empty fingerprint is taken for the beginning of all: %s', async (...args) => {
  const run = fixture.run(['dlq', ...args, '--fingerprint', '']);
  await expect(run).rejects.toThrow('It must be a fingerprint');
});
