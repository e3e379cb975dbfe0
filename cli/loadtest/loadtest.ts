import { join } from 'node:path';
import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { embeddedStage } from '../../client/stage/embedded-stage.ts';
import {
  type ScenarioName,
  scenarioFile,
  scenarioNames,
} from '../../loadtest/plan/scenario-files.ts';
import { createChildren } from '../../loadtest/run/children.ts';
import { createProgress } from '../../loadtest/run/progress.ts';
import { runScenarios } from '../../loadtest/run/run-scenarios.ts';
import { startStack } from '../../loadtest/run/start-stack.ts';
import type { ChangeFlags, ProgramContext } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import { exitCodeOf, printRuns } from './print-runs.ts';
import { type SizeFlags, sizeOf } from './size-of.ts';

export type ScenarioChoice = ScenarioName | 'all';

export interface LoadtestFlags extends ChangeFlags, SizeFlags {
  readonly again?: boolean;
  readonly target?: string;
}

const bothNamed =
  '--target names a URL in place of a stage: leave out one of --target and --stage.';

const readyWithinMs = 60_000;
/** As shells say of a process that was asked to end. */
const terminated = 143;

/** `spillway loadtest` */
export async function loadtest(
  choices: readonly ScenarioChoice[],
  options: LoadtestFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const names = scenarioNames.filter((name) => choices.includes('all') || choices.includes(name));
  const { stage, target } = options;
  if (target !== undefined) {
    if (command.getOptionValueSource('stage') === 'cli') throw wrongUsage(bothNamed);
    await run(names, options, context, {
      environment: 'aws',
      SPILLWAY_URL: urlOf(target, context),
    });
  } else if (stage === embeddedStage) {
    await run(names, options, context, 'stack');
  } else {
    await connectToChange(command, context, async (connected) => {
      await confirmChange(connected, options, context, async () => ({
        what: `Load ${stage}, and whatever its destinations are, with ${names.join(', ')}`,
      }));
      await run(names, options, context, { environment: 'aws', SPILLWAY_STAGE: stage });
    });
  }
}

type Where = 'stack' | { readonly environment: 'aws'; readonly [name: string]: string };

async function run(
  names: readonly ScenarioName[],
  options: LoadtestFlags,
  context: ProgramContext,
  where: Where,
): Promise<void> {
  const { signal, env = {} } = context;
  const children = createChildren();
  const progress = createProgress(process.stderr);
  // While the stack starts there is nothing yet that could be judged.
  const stopStarting = () => void children.stopAll();
  for (const signalName of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signalName, () => void children.stopAll().then(() => process.exit(terminated)));
  }
  try {
    if (where === 'stack') progress.step('Starting the embedded stack');
    signal.addEventListener('abort', stopStarting);
    const stack =
      where === 'stack'
        ? await startStack({ children, env, timeoutMilliseconds: readyWithinMs })
        : undefined;
    signal.removeEventListener('abort', stopStarting);
    progress.done();
    const { environment, ...variables } = where === 'stack' ? { environment: undefined } : where;
    const runs = await runScenarios({
      ...{ children, progress, signal, env: { ...env, ...variables } },
      reports: join(context.root, 'reports'),
      ...(stack && { stack }),
      ...(environment && { environment }),
      scenarios: names.map((name) => ({ file: scenarioFile(name), size: sizeOf(name, options) })),
      isPatient: options.again === true,
    });
    printRuns(runs, options, context);
    context.setExitCode(exitCodeOf(runs, signal, options.again));
  } catch (error) {
    progress.fail();
    throw error;
  } finally {
    await children.stopAll();
  }
}

function urlOf(target: string, { env = {} }: ProgramContext): string {
  if (!URL.canParse(target) || !/^https?:$/.test(new URL(target).protocol)) {
    throw wrongUsage(
      `${target} is no URL.`,
      'It is as the output Endpoint of a stack: https://<id>.execute-api.<region>.amazonaws.com/<stage>',
    );
  }
  if (env.SPILLWAY_SECRET) return target;
  throw wrongUsage(
    'SPILLWAY_SECRET is not set.',
    'It is the current secret of the source that is loaded: github, unless SPILLWAY_SOURCE and SPILLWAY_SENDER name another one.',
  );
}
