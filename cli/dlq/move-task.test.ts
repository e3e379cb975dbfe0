import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgramContext } from '../command.ts';
import { type DlqFixture, startDlqFixture } from './dlq-fixture.ts';
import { moveDeadLetters } from './move-task.ts';

let fixture: DlqFixture;

beforeEach(async () => {
  fixture = await startDlqFixture();
});

afterEach(() => fixture.stop());

function addDeadLetters(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    fixture.addDeadLetter({ deliveryId: `d-${index}` }),
  );
}

const redrive = (args: readonly string[] = [], context: Partial<ProgramContext> = {}) =>
  fixture.run(['dlq', 'redrive', ...args], {
    // The emulator moves by the clock.
    sleep: () => new Promise((resolve) => setTimeout(resolve, 20)),
    ...context,
  });

describe('dlq redrive of all there is', { timeout: 30_000 }, () => {
  it('is left to SQS, which moves each letter once', async () => {
    const bodies = addDeadLetters(25);
    const result = JSON.parse(await redrive(['--json', '--rate', '500']));
    expect(result).toEqual({ moved: 25, stopped: 'drained', isJoined: false });
    expect(fixture.bodiesIn('intake').sort()).toEqual(bodies.sort());
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
  });

  it('is moved one by one at a rate that SQS does not know', async () => {
    addDeadLetters(1);
    expect(JSON.parse(await redrive(['--json', '--rate', '0.5']))).toHaveProperty('run');
  });

  it('is cancelled by an interruption, which says what was moved', async () => {
    addDeadLetters(50);
    const interruption = new AbortController();
    const text = await redrive(['--rate', '1'], {
      signal: interruption.signal,
      sleep: () => Promise.resolve(interruption.abort()),
    });
    expect(text).toMatch(/^\d+ moved to the intake queue\. The move is cancelled/);
    const all = [...fixture.bodiesIn('intake'), ...fixture.bodiesIn('dead-letters')];
    expect(all).toHaveLength(50);
    expect(fixture.bodiesIn('dead-letters').length).toBeGreaterThan(40);
  });

  it('follows a move that runs already, such as one whose command was killed', async () => {
    addDeadLetters(30);
    const killed = redrive(['--rate', '20'], { sleep: () => Promise.reject(new Error('killed')) });
    await expect(killed).rejects.toThrow('killed');
    const text = await redrive();
    expect(text).toContain('A move was under way already');
    expect(fixture.bodiesIn('intake')).toHaveLength(30);
  });

  it('tells its own move from the one before', async () => {
    addDeadLetters(2);
    await redrive();
    addDeadLetters(5);
    expect(await redrive()).toContain('5 moved');
  });
});

describe('a move by SQS', () => {
  type Sqs = Parameters<typeof moveDeadLetters>[0];

  /** Lists one task after the other, and takes all else. */
  function moveWith(tasks: (object | undefined)[]) {
    const send = async (command: object) =>
      command.constructor.name === 'ListMessageMoveTasksCommand'
        ? { Results: [tasks.shift()].filter(Boolean) }
        : {};
    return moveDeadLetters({ send } as unknown as Sqs, {
      ...{ deadLetterArn: 'a', intakeArn: 'b', ratePerSecond: 1 },
      onProgress: () => undefined,
      signal: new AbortController().signal,
      sleep: () => Promise.resolve(),
    });
  }
  const ended = (StartedTimestamp: number, ApproximateNumberOfMessagesMoved: number) => ({
    ...{ Status: 'COMPLETED', StartedTimestamp, ApproximateNumberOfMessagesMoved },
  });

  it('is waited for where the list still shows the one before', async () => {
    expect(await moveWith([ended(1, 7), ended(1, 7), ended(1, 7), ended(2, 3)])).toEqual({
      ...{ moved: 3, stopped: 'drained', isJoined: false },
    });
  });

  it('that is given up fails with what SQS says, and what to do', async () => {
    const failed = { ...ended(2, 3), Status: 'FAILED', FailureReason: 'AccessDenied' };
    await expect(moveWith([undefined, failed])).rejects.toMatchObject({
      message: 'SQS gave up the move after 3 letters: AccessDenied.',
      remedy: expect.stringContaining('Nothing is lost'),
    });
  });
});
