import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import type { ProgramContext } from '../command.ts';
import { type DlqFixture, startDlqFixture } from './dlq-fixture.ts';

let fixture: DlqFixture;

beforeEach(async () => {
  fixture = await startDlqFixture();
});

afterEach(() => fixture.stop());

function addDeadLetters(count: number): void {
  for (let index = 0; index < count; index++) {
    fixture.addDeadLetter({ deliveryId: `d-${index}` });
  }
}

/** Runs a command line and gives what it wrote to stderr, and what it ended with. */
async function run(args: readonly string[], context: Partial<ProgramContext> = {}) {
  let said = '';
  let exitCode = 0;
  const error = await fixture
    .run(args, {
      err: createTerminal({ write: (text) => (said += text) }),
      setExitCode: (code) => (exitCode = code),
      ...context,
    })
    .then(() => undefined, Object);
  return { said, exitCode: error?.exitCode ?? exitCode, remedy: String(error?.remedy) };
}

/** Time passes by sleeping only; something happens in it. */
function onClock(look: () => Promise<unknown>): Partial<ProgramContext> {
  let time = 1_000_000;
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
      await look();
    },
  };
}

const messagesIn = (role: string) => fixture.queues.inspectQueue(`spillway-dev-${role}`)?.messages;

/** As if every webhook of the intake queue had got there. */
async function deliverAll(): Promise<void> {
  for (const body of fixture.bodiesIn('intake')) {
    const { deliveryId } = JSON.parse(body.split('\n')[0] ?? '');
    await fixture.putRecord(`github/app//${deliveryId}`, {
      ...{ status: 'COMPLETED', outcome: 'delivered' },
    });
  }
}

/** As if the first of the intake queue had failed again. */
function comeBack(): void {
  const [first] = messagesIn('intake')?.ready ?? [];
  if (first === undefined) return;
  const { body, messageAttributes } = first;
  fixture.queues.sendMessage('spillway-dev-dead-letters', body, { messageAttributes });
}

const sample = ['--sample', '5', '--wait', '20', '--class', 'never-processed', '--limit', '20'];
const lineIn = (text: string) => /^(?:Go on with:| {2}) ?npx spillway (.*)$/m.exec(text)?.[1] ?? '';

describe('the command that goes on with a redrive', { timeout: 30_000 }, () => {
  it('sends a sample first again, and no more than were left, where a sample was interrupted', async () => {
    addDeadLetters(30);
    const interruption = new AbortController();
    let sleeps = 0;
    const ended = await run(['dlq', 'redrive', ...sample], {
      // The fifth is sent; the sample is waited for.
      ...onClock(async () => ++sleeps > 5 && interruption.abort()),
      signal: interruption.signal,
    });
    expect(ended.exitCode).toBe(130);
    expect(fixture.bodiesIn('intake')).toHaveLength(5);
    const line = lineIn(ended.said);
    expect(line).toMatch(
      /^dlq redrive --stage local --class never-processed --limit 15 --sample 5 --wait 20 --resume \S+$/,
    );

    await run(
      line.split(' '),
      onClock(() => Promise.resolve()),
    );
    expect(fixture.bodiesIn('intake')).toHaveLength(10);
  });

  it('is none where nothing is left of the limit', async () => {
    addDeadLetters(10);
    const interruption = new AbortController();
    let sleeps = 0;
    const ended = await run(['dlq', 'redrive', '--sample', '5', '--limit', '5'], {
      ...onClock(async () => ++sleeps > 5 && interruption.abort()),
      signal: interruption.signal,
    });
    expect(ended).toMatchObject({ exitCode: 130, said: expect.not.stringContaining('Go on') });
  });

  it('is not stopped by what had come back before', async () => {
    addDeadLetters(12);
    const stopped = await run(
      ['dlq', 'redrive', '--sample', '2', '--wait', '20'],
      onClock(async () => comeBack()),
    );
    expect(stopped.exitCode).toBe(1);
    const resume = /--resume (\S+)$/.exec(stopped.remedy)?.[1] ?? '';
    const returned = fixture.bodiesIn('dead-letters').length - 10;
    expect(returned).toBeGreaterThan(0);

    const goOn = ['dlq', 'redrive', '--resume', resume];
    const again = await run([...goOn, '--sample', '2', '--stop-after', '1'], onClock(deliverAll));
    expect(again.exitCode).toBe(0);
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(returned);
  });

  it('is printed too when AWS fails in the middle', async () => {
    addDeadLetters(30);
    const sleep = () => Promise.reject(Object.assign(new Error('token'), { name: 'ExpiredToken' }));
    const { remedy } = await run(['dlq', 'redrive', '--limit', '20', '--rate', '2'], { sleep });
    expect(remedy).toMatch(
      /aws sso login.*\n.*go on with this run: npx spillway dlq redrive --stage local --rate 2 --limit 20 --resume \S+$/,
    );
  });
});

describe('a redrive that SQS refuses in part', { timeout: 30_000 }, () => {
  it('ends with 3', async () => {
    addDeadLetters(1);
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'SQS takes no \u0001');
    const { exitCode } = await run(['dlq', 'redrive', '--limit', '5']);
    expect(exitCode).toBe(3);
  });
});
