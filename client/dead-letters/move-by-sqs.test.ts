import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgramContext } from '../../cli/command.ts';
import { type DlqFixture, startDlqFixture } from '../../cli/dlq/dlq-fixture.ts';
import { moveDeadLetters } from './move-by-sqs.ts';

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
    let exitCode = 0;
    const text = await redrive(['--rate', '1'], {
      signal: interruption.signal,
      sleep: () => Promise.resolve(interruption.abort()),
      setExitCode: (code) => (exitCode = code),
    });
    expect(text).toMatch(/^\d+ moved to the intake queue\. The move is cancelled/);
    expect(exitCode).toBe(130);
    const all = [...fixture.bodiesIn('intake'), ...fixture.bodiesIn('dead-letters')];
    expect(all).toHaveLength(50);
    expect(fixture.bodiesIn('dead-letters').length).toBeGreaterThan(40);
  });

  const killed = { sleep: () => Promise.reject(new Error('killed')) };

  it('follows a move that runs already, such as one whose command was killed', async () => {
    addDeadLetters(30);
    await expect(redrive(['--rate', '20'], killed)).rejects.toThrow('killed');
    const text = await redrive();
    expect(text).toContain('A move was under way already');
    expect(fixture.bodiesIn('intake')).toHaveLength(30);
  });

  it('leaves a move that it did not start running when it is interrupted, and says how to end it', async () => {
    addDeadLetters(50);
    await expect(redrive(['--rate', '5'], killed)).rejects.toThrow('killed');
    let exitCode = 0;
    const text = await redrive(['--rate', '7'], {
      signal: AbortSignal.abort(),
      setExitCode: (code) => (exitCode = code),
    });
    expect(text).toContain('SQS goes on with the move.');
    expect(text).toContain('Follow it again: npx spillway dlq redrive --stage local --rate 7\n');
    expect(exitCode).toBe(130);
    const [, end = ''] = /^End it: npx spillway (.*)$/m.exec(text) ?? [];
    const before = fixture.bodiesIn('intake').length;
    await vi.waitUntil(() => fixture.bodiesIn('intake').length > before, { timeout: 20_000 });

    expect(await fixture.run(end.split(' '))).toMatch(/^A move was .*\n\d+ moved .* cancelled/);
    expect(await fixture.run(end.split(' '))).toBe('SQS moves no dead letters.\n');
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

  /** Lists one task after the other, the last one for ever, and takes all else. */
  function sqsWith(tasks: (object | undefined)[], refusal?: Error) {
    const orders: string[] = [];
    const send = async (command: object) => {
      const { name } = command.constructor;
      if (name === 'ListMessageMoveTasksCommand') {
        return { Results: [tasks.length > 1 ? tasks.shift() : tasks[0]].filter(Boolean) };
      }
      orders.push(name);
      if (refusal) throw refusal;
      return {};
    };
    return { sqs: { send } as unknown as Sqs, orders };
  }

  const options = (signal = new AbortController().signal) => ({
    ...{ deadLetterArn: 'a', intakeArn: 'b', ratePerSecond: 1, signal },
    onProgress: () => undefined,
    sleep: () => Promise.resolve(),
    confirm: () => Promise.resolve(),
    lines: { same: () => 'the same', other: () => 'another' },
  });

  const task = (Status: string, StartedTimestamp: number, moved: number) => ({
    ...{ Status, StartedTimestamp, ApproximateNumberOfMessagesMoved: moved, TaskHandle: 'h' },
  });
  const start = 'StartMessageMoveTaskCommand';
  const cancel = 'CancelMessageMoveTaskCommand';

  it('is waited for where the list still shows the one before', async () => {
    const before = task('COMPLETED', 1, 7);
    const { sqs } = sqsWith([before, before, before, task('COMPLETED', 2, 3)]);
    expect(await moveDeadLetters(sqs, options())).toEqual({
      ...{ moved: 3, stopped: 'drained', isJoined: false },
    });
  });

  it('that is cancelled is waited for until SQS has ended it: some more are moved meanwhile', async () => {
    const { sqs, orders } = sqsWith([
      ...[undefined, task('RUNNING', 2, 3), task('RUNNING', 2, 4)],
      ...[task('CANCELLING', 2, 6), task('CANCELLED', 2, 9)],
    ]);
    const result = await moveDeadLetters(sqs, options(AbortSignal.abort()));
    expect(result).toEqual({ moved: 9, stopped: 'cancelled', isJoined: false });
    expect(orders).toEqual([start, cancel]);
  });

  it('that SQS does not end within a minute is left, which is said', async () => {
    const { sqs } = sqsWith([undefined, task('RUNNING', 2, 3), task('CANCELLING', 2, 4)]);
    const result = await moveDeadLetters(sqs, options(AbortSignal.abort()));
    expect(result).toEqual({ moved: 4, stopped: 'cancelling', isJoined: false });
  });

  it('starts only when the one before has ended, which SQS demands', async () => {
    const { sqs, orders } = sqsWith([
      ...[task('CANCELLING', 1, 6), task('CANCELLING', 1, 7), task('CANCELLED', 1, 9)],
      ...[task('RUNNING', 2, 0), task('COMPLETED', 2, 5)],
    ]);
    expect(await moveDeadLetters(sqs, options())).toMatchObject({ moved: 5, stopped: 'drained' });
    expect(orders).toEqual([start]);
    const stuck = sqsWith([task('CANCELLING', 1, 6)]);
    await expect(moveDeadLetters(stuck.sqs, options())).rejects.toMatchObject({
      remedy: expect.stringContaining('the same'),
    });
    expect(stuck.orders).toEqual([]);
  });

  it('whose order comes second is followed as the other one that it is', async () => {
    const refusal = new Error('There is already a task running. Only one active task is allowed.');
    const { sqs, orders } = sqsWith([undefined, task('RUNNING', 2, 3)], refusal);
    const left = await moveDeadLetters(sqs, options(AbortSignal.abort()));
    expect(left).toEqual({ moved: 3, stopped: 'left', isJoined: true });
    expect(orders).toEqual([start]);
  });

  it('that is given up fails with what SQS says, and what to do', async () => {
    const failed = { ...task('FAILED', 2, 3), FailureReason: 'AccessDenied' };
    const { sqs } = sqsWith([undefined, failed]);
    await expect(moveDeadLetters(sqs, options())).rejects.toMatchObject({
      message: 'SQS gave up the move after 3 letters: AccessDenied.',
      remedy: expect.stringContaining('Nothing is lost'),
    });
  });
});
