import { CommandError, withGoOn } from '../../client/command-error.ts';
import { type Step, stepsOf } from '../../client/runbook/steps.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { choose } from './choose.ts';
import { performStep } from './perform-step.ts';
import { printMarkdown } from './print-page.ts';
import type { Session } from './session.ts';
import { tellAlarm, waitUntilOver } from './watch-alarm.ts';

/** Walks a page step by step with who is at the terminal, until its end or theirs. */
export async function walk(session: Session): Promise<void> {
  const { transcript, connected, context } = session;
  const { out, err } = context;
  out.line(out.style('bold', `${session.alarm}: ${stageTitle(connected.stage)}`));
  if (session.notItsNumbers) out.line(out.style('yellow', session.notItsNumbers));
  try {
    await tellAlarm(session);
    if (await walkSteps(session)) await waitUntilOver(session);
  } catch (error) {
    throw isInterruption(error) ? interrupted(session) : error;
  } finally {
    transcript?.end();
    err.progress('');
    err.line(`The transcript: ${transcript?.file}`);
  }
}

function isInterruption(error: unknown): boolean {
  return error instanceof CommandError && error.exitCode === exitCodes.interrupted;
}

function interrupted({ connected, transcript }: Session): CommandError {
  const exitCode = exitCodes.interrupted;
  const error = new CommandError('Interrupted.', 'The transcript has all up to here.', {
    exitCode,
  });
  return withGoOn(error, connected.lines.same({ transcript: transcript?.file }));
}

type Ask = (step: Step) => Promise<'run' | 'skip' | 'back' | 'quit'>;

const moves = { run: 1, skip: 1, back: -1 } as const;

/** @returns whether the page's end was reached */
async function walkSteps(session: Session): Promise<boolean> {
  const { context, transcript, page } = session;
  const steps = stepsOf(page);
  const ask = createAsk(session);
  let at = 0;
  for (let step = steps[at]; step?.block !== undefined; step = steps[at]) {
    showStep(step, `Step ${at + 1} of ${steps.length - 1}`, session);
    const choice = await ask(step);
    if (choice === 'quit') return false;
    if (choice === 'skip') transcript?.line('skipped', commandsOf(step));
    if (choice === 'run') await performStep(step, session);
    if (context.signal.aborted) throw interrupted(session);
    at = Math.max(0, at + moves[choice]);
  }
  context.out.line();
  printMarkdown(steps.at(-1)?.prose ?? '', context.out);
  return true;
}

/** Whoever has said `all` is not asked again before the end of the first five minutes. */
function createAsk(session: Session): Ask {
  let isUnasked = false;
  return async (step) => {
    isUnasked &&= canRunUnasked(step);
    if (isUnasked) return 'run';
    const choice = await choose(choicesAt(step), session);
    isUnasked = choice === 'all';
    return choice === 'all' ? 'run' : choice;
  };
}

/** Nobody changes something by Enter. */
function choicesAt(step: Step) {
  if (canRunUnasked(step)) return ['run', 'all', 'skip', 'back'] as const;
  if (step.block?.tag === 'run') return ['run', 'skip', 'back'] as const;
  return ['skip', 'run', 'back'] as const;
}

function canRunUnasked({ section, block }: Step): boolean {
  return section === 'First five minutes' && block?.tag === 'run';
}

function commandsOf({ block }: Step): string {
  return (block?.commands ?? []).map((command) => `\`${command}\``).join(', ');
}

function showStep({ prose, block, remarks }: Step, place: string, session: Session): void {
  const { out } = session.context;
  const isDanger = block?.tag === 'danger';
  out.line();
  printMarkdown(prose, out);
  out.line();
  for (const command of block?.commands ?? []) out.line(`  ${out.style('cyan', command)}`);
  if (isDanger) {
    out.line(out.style(['red', 'bold'], 'It changes something:'));
    printMarkdown(remarks, out);
  }
  out.line(out.style('dim', place));
}
