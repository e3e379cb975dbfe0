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
  lastError: 'Destination app answered 410',
  destination: 'app',
  failed: '2026-11-25T10:00:00.000Z/2026-11-25T10:05:00.000Z',
};

const list = (...args: string[]) => fixture.run(['dlq', 'list', ...args]);
const listJson = async (...args: string[]) => JSON.parse(await list('--json', ...args));
const idsOf = ({ letters }: { letters: { id: string }[] }) => letters.map(({ id }) => id);

describe('dlq list', { timeout: 30_000 }, () => {
  it('has a line for each letter, with when it came, failed and expires', async () => {
    fixture.addDeadLetter({ deliveryId: 'evt_1' }, refused);
    const text = await list();
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
    expect(text).toMatch(/^1 dead letters\n\nDELIVERY +SOURCE +TYPE +CLASS .* EXPIRES\n/);
    expect(text).toMatch(
      new RegExp(
        `^evt_1 +github +push +poison +refused +app +2  2026-01-02T03:04:05Z  2026-11-25T10:05:00Z  ${time}$`,
        'm',
      ),
    );
    expect(text).toContain('All of one: npx spillway dlq show evt_1 --stage local\n');
  });

  it('never has a body, a header or a trace', async () => {
    fixture.addDeadLetter({ headers: { 'x-a': 'of a header' }, trace: 'Root=1-2' }, refused);
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'secret nonsense');
    const all = (await list()) + (await list('--json'));
    expect(all).not.toMatch(/never to be shown|of a header|Root=|secret nonsense/);
  });

  it('gives JSON with all that is known of each', async () => {
    fixture.addDeadLetter({ deliveryId: 'evt_1' }, refused);
    expect(await listJson()).toEqual({
      ...{ visible: 1, examined: 1, matching: 1 },
      letters: [
        {
          ...{ id: 'evt_1', deliveryId: 'evt_1', messageId: expect.stringMatching(/^[0-9a-f-]+$/) },
          ...{ class: 'poison', reason: 'refused', fingerprint: '0123456789ab' },
          ...{ source: 'github', type: 'push', destinations: ['app'], attempts: 2 },
          ...{ firstError: expect.any(String), lastError: refused.lastError, version: 'unknown' },
          receivedAt: '2026-01-02T03:04:05.000Z',
          firstFailedAt: '2026-11-25T10:00:00.000Z',
          lastFailedAt: '2026-11-25T10:05:00.000Z',
          expiresAt: expect.any(String),
        },
      ],
    });
  });

  it('begins with what failed last, and ends with --limit', async () => {
    for (const day of ['11', '13', '12']) {
      const failed = `2026-11-${day}T00:00:00.000Z`;
      fixture.addDeadLetter({ deliveryId: `on-${day}` }, { ...refused, failed });
    }
    const some = await listJson('--limit', '2');
    expect(idsOf(some)).toEqual(['on-13', 'on-12']);
    expect(some).toMatchObject({ examined: 3, matching: 3 });
    expect(await list('--limit', '2', '--source', 'github')).toContain(
      '1 more: npx spillway dlq list --stage local --source github\n',
    );
  });

  it.each([
    [['--since', '2026-11-25T10:05Z'], ['late']],
    [
      ['--until', '2026-11-25T10:05Z'],
      ['late', 'early', 'untried'],
    ],
    [
      ['--until', '2026-11-25T10:04:59Z'],
      ['early', 'untried'],
    ],
    [['--since', '2026-11-24', '--until', '2026-11-25'], ['early']],
    [['--since', '2h'], ['late']],
    [['--reason', 'exhausted'], ['early']],
    [['--class', 'never-processed'], ['untried']],
    [['--fingerprint', '0123', '--source', 'github'], ['late']],
  ])('is of those that are asked for: %j', async (args, ids) => {
    const earlier = {
      reason: 'exhausted',
      fingerprint: 'ffffffffffff',
      failed: '2026-11-24T09:00:00.000Z',
    };
    fixture.addDeadLetter({ deliveryId: 'late', source: 'github' }, refused);
    fixture.addDeadLetter({ deliveryId: 'early', to: ['app'] }, { ...refused, ...earlier });
    fixture.addDeadLetter({ deliveryId: 'untried' });
    const now = () => Date.parse('2026-11-25T12:00:00Z');
    const text = await fixture.run(['dlq', 'list', '--json', ...args], { now });
    expect(idsOf(JSON.parse(text))).toEqual(ids);
  });

  it('names what can not be read, or has an id that can not be typed, by its message', async () => {
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'odd');
    for (const deliveryId of ['two words', 'a\u001b[2J', 'x'.repeat(5000)]) {
      fixture.addDeadLetter({ deliveryId }, refused);
    }
    const { letters } = await listJson();
    expect(letters).toHaveLength(4);
    for (const { id, messageId } of letters) {
      expect(id).toBe(messageId);
      expect(JSON.parse(await fixture.run(['dlq', 'show', '--json', id]))).toHaveLength(1);
    }
    const text = await list();
    for (const odd of ['xxxxx', '\u001b']) expect(text).not.toContain(odd);
  });

  it('says how to look at all, and takes none out of sight', async () => {
    for (let n = 0; n < 15; n++) fixture.addDeadLetter({ deliveryId: `d-${n}` }, refused);
    const text = await list('--max', '4');
    expect(text).toContain('4 dead letters (of about 15)\nLook at all: npx spillway dlq list');
    expect(text).toContain('--max 30\n');
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect(messages?.ready).toHaveLength(15);
  });

  it('says so when there are none, or none of that kind', async () => {
    expect(await list()).toBe('There are no dead letters.\n');
    fixture.addDeadLetter({}, refused);
    expect(await list('--source', 'stripe')).toBe('0 of 1 dead letters\n');
  });

  it('has what it saw until it was interrupted', async () => {
    for (let n = 0; n < 30; n++) fixture.addDeadLetter({ deliveryId: `d-${n}` }, refused);
    const interruption = new AbortController();
    let exitCode = 0;
    const text = await fixture.run(['dlq', 'list', '--json'], {
      signal: interruption.signal,
      err: {
        line: () => undefined,
        progress: () => interruption.abort(),
        style: (_, t) => t,
        columns: 80,
      },
      setExitCode: (code) => (exitCode = code),
    });
    expect(JSON.parse(text)).toMatchObject({ examined: 10, matching: 10 });
    expect(exitCode).toBe(130);
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect(messages?.ready).toHaveLength(30);
  });
});
