import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import type { ProgramContext } from '../command.ts';
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
  failed: '2026-11-26T03:00:00.000Z/2026-11-26T07:02:11.000Z',
  lastError: 'Destination app answered 410',
  destination: 'app',
};

function addDeadLetters(count: number, attributes = {}): string[] {
  return Array.from({ length: count }, (_, index) =>
    fixture.addDeadLetter({ deliveryId: `d-${index}` }, attributes),
  );
}

/** With an option that SQS's own move does not have. */
const redrive = async (args: readonly string[] = [], context: Partial<ProgramContext> = {}) =>
  JSON.parse(
    await fixture.run(['dlq', 'redrive', '--json', '--stop-after', '1000', ...args], context),
  );

const messagesIn = (role: string) => fixture.queues.inspectQueue(`spillway-dev-${role}`)?.messages;

/** Does what SQS and processing do with what fails again: it is a dead letter, with its attributes. */
function comeBack(): Promise<void> {
  for (const { body, messageAttributes } of messagesIn('intake')?.ready ?? []) {
    fixture.queues.sendMessage('spillway-dev-dead-letters', body, { messageAttributes });
  }
  return Promise.resolve();
}

/** Time passes by sleeping only; something happens in it. */
function onClock(look: () => Promise<void>): Partial<ProgramContext> {
  let time = 1_000_000;
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
      await look();
    },
  };
}

describe('dlq redrive', { timeout: 30_000 }, () => {
  it('moves every dead letter to the intake queue, once', async () => {
    const bodies = addDeadLetters(25);
    expect(await redrive()).toEqual({
      run: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ moved: 25, refused: 0, doubled: 0, returned: 0, skipped: 0, stopped: 'drained' },
    });
    expect(fixture.bodiesIn('intake').sort()).toEqual(bodies.sort());
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
  });

  it('marks a message with its run, drops what was said of its failure, and keeps all else', async () => {
    fixture.addDeadLetter({}, { ...refused, note: 'kept' });
    const { run } = await redrive();
    const [message] = messagesIn('intake')?.ready ?? [];
    expect(message?.messageAttributes).toEqual({
      note: { DataType: 'String', StringValue: 'kept' },
      'spillway-redrive': { DataType: 'String', StringValue: run },
    });
  });

  it('stops at --limit and leaves the rest in sight', async () => {
    addDeadLetters(15);
    expect(await redrive(['--limit', '12'])).toMatchObject({ moved: 12, stopped: 'limit' });
    expect(messagesIn('dead-letters')?.ready).toHaveLength(3);
  });

  it('moves no more a second than --rate', async () => {
    addDeadLetters(20);
    let time = 1_000_000;
    await redrive(['--rate', '5'], {
      now: () => time,
      sleep: (milliseconds) => {
        time += milliseconds;
        return Promise.resolve();
      },
    });
    expect(time - 1_000_000).toBe(4000);
  });

  it.each([
    ['--fingerprint', '0123456789ab'],
    ['--fingerprint', '0123'],
    ['--class', 'poison'],
    ['--reason', 'refused'],
  ])('moves one kind only, and leaves the others in sight: %s %s', async (...flags) => {
    const others = addDeadLetters(12);
    const chosen = fixture.addDeadLetter({ deliveryId: 'chosen' }, refused);
    expect(await redrive(flags)).toMatchObject({ moved: 1, skipped: 12, stopped: 'drained' });
    expect(fixture.bodiesIn('intake')).toEqual([chosen]);
    expect(
      messagesIn('dead-letters')
        ?.ready.map(({ body }) => body)
        .sort(),
    ).toEqual(others.sort());
  });

  it('moves those of one source only, and no more than --limit of them', async () => {
    addDeadLetters(5);
    for (let index = 0; index < 5; index++) fixture.addDeadLetter({ source: 'stripe' });
    const result = await redrive(['--source', 'stripe', '--limit', '3', '--rate', '2']);
    expect(result).toMatchObject({ moved: 3, stopped: 'limit' });
    expect(messagesIn('dead-letters')?.ready).toHaveLength(7);
  });

  it('leaves alone what it moved and what came back, and says so', async () => {
    addDeadLetters(2);
    const result = await redrive(['--limit', '50'], { sleep: comeBack });
    expect(result.moved).toBe(2);
    expect(result.returned).toBeGreaterThanOrEqual(2);
    expect(messagesIn('dead-letters')?.inflight).toEqual([]);
  });

  it('knows what processing itself sent back, by its envelope', async () => {
    fixture.addDeadLetter({ redrive: 'run-1' }, refused);
    expect(await redrive(['--resume', 'run-1'])).toMatchObject({ moved: 0, returned: 1 });
    expect(await redrive(['--resume', 'run-2'])).toMatchObject({ moved: 1, returned: 0 });
  });

  it('stops when so many came back, fails, and says how to go on', async () => {
    addDeadLetters(30);
    const written: string[] = [];
    const running = redrive(['--stop-after', '3', '--rate', '2'], {
      ...onClock(comeBack),
      err: createTerminal({ write: (text) => written.push(text) }),
    });
    await expect(running).rejects.toMatchObject({
      message: expect.stringContaining('failed again and came back'),
      remedy: expect.stringMatching(
        /:\n {2}npx spillway dlq redrive .*--stop-after 3\n.*:\n {2}npx .*--stop-after 3 --resume [0-9a-f-]{36}$/,
      ),
    });
    expect(fixture.bodiesIn('intake').length).toBeLessThan(30);
    expect(messagesIn('dead-letters')?.inflight).toEqual([]);
    expect(written.join('')).toContain('go on with: npx spillway dlq redrive');
  });

  it('goes on with a run: what came back from it stays, the rest is moved', async () => {
    addDeadLetters(12);
    const first = await redrive(['--limit', '4']);
    await comeBack();
    const second = await redrive(['--resume', first.run]);
    expect(second).toMatchObject({ run: first.run, moved: 8, returned: 4, stopped: 'drained' });
    expect(messagesIn('dead-letters')?.ready).toHaveLength(4);
  });

  it('ends after the batch at hand when it is interrupted', async () => {
    addDeadLetters(30);
    const interruption = new AbortController();
    const written: string[] = [];
    const result = await redrive([], {
      err: createTerminal({ write: (text) => written.push(text) }),
      signal: interruption.signal,
      sleep: () => Promise.resolve(interruption.abort()),
    });
    expect(result).toMatchObject({ moved: 10, stopped: 'interrupted' });
    expect(written.at(-1)).toBe(
      `Go on with: npx spillway dlq redrive --stage local --json --stop-after 1000 --resume ${result.run}\n`,
    );
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(20);
  });

  it('shows a bar where a person watches', async () => {
    addDeadLetters(3);
    const written: string[] = [];
    await redrive([], {
      err: createTerminal({ isTTY: true, write: (text) => written.push(text) }),
    });
    expect(written.join('')).toContain(`${'█'.repeat(24)}  3/3  3/s`);
  });
});

describe('a sample', { timeout: 30_000 }, () => {
  const sample = ['--sample', '2', '--wait', '20'];
  /** As if every webhook of the intake queue had got there. */
  async function deliverAll(): Promise<void> {
    for (const { body } of messagesIn('intake')?.ready ?? []) {
      const { deliveryId } = JSON.parse(body.split('\n')[0] ?? '');
      const delivered = { status: 'COMPLETED', outcome: 'delivered' };
      await fixture.putRecord(`github/app//${deliveryId}`, delivered);
    }
  }

  it('that is delivered lets the rest follow, though the queue is never empty', async () => {
    addDeadLetters(9);
    const written: string[] = [];
    const result = await redrive(sample, {
      ...onClock(deliverAll),
      err: createTerminal({ write: (text) => written.push(text) }),
    });
    expect(result).toMatchObject({ moved: 9, samplePassed: 2, stopped: 'drained' });
    expect(written.join('')).toContain('The sample passed: of 2, none came back.\n');
  });

  it('hides no other letter while it is waited for', async () => {
    for (let index = 0; index < 3; index++) fixture.addDeadLetter({ source: 'stripe' });
    addDeadLetters(4);
    const hidden: (number | undefined)[] = [];
    const result = await redrive(
      [...sample, '--source', 'github'],
      onClock(async () => {
        hidden.push(messagesIn('dead-letters')?.inflight.length);
        // Not yet while the sample is being moved, one by one.
        if (hidden.length > 2) await deliverAll();
      }),
    );
    expect(result).toMatchObject({ moved: 4, skipped: 3, stopped: 'drained' });
    expect(hidden.slice(0, 3)).toEqual([3, 3, 0]);
  });

  it('that comes back keeps the rest where it is', async () => {
    addDeadLetters(9);
    const running = redrive(sample, onClock(comeBack));
    await expect(running).rejects.toMatchObject({
      message: expect.stringContaining('of the sample, some failed again'),
    });
    expect(fixture.bodiesIn('intake')).toHaveLength(2);
    expect(messagesIn('dead-letters')?.inflight).toEqual([]);
  });

  it('that does not come to its end in time keeps the rest where it is', async () => {
    addDeadLetters(9);
    const running = redrive(
      sample,
      onClock(() => Promise.resolve()),
    );
    await expect(running).rejects.toMatchObject({
      message: expect.stringContaining('has not come to its end'),
    });
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(7);
  });

  it('that left the queue and did not come back lets the rest follow: it was filtered', async () => {
    addDeadLetters(9);
    const result = await redrive(
      sample,
      onClock(async () => {
        const intake = messagesIn('intake');
        if (intake && intake.ready.length === 2) fixture.queues.purge('spillway-dev-intake');
      }),
    );
    expect(result).toMatchObject({ moved: 9, stopped: 'drained' });
  });

  it('ends when it is interrupted', async () => {
    addDeadLetters(9);
    const interruption = new AbortController();
    const result = await redrive(sample, {
      ...onClock(() => Promise.resolve(interruption.abort())),
      signal: interruption.signal,
    });
    expect(result.stopped).toBe('interrupted');
    expect(messagesIn('dead-letters')?.inflight).toEqual([]);
  });
});
