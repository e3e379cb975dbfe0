import { scenarioFile } from '../plan/scenario-files.ts';
import type { Children } from '../run/children.ts';
import type { Progress } from '../run/progress.ts';
import { type JudgedRun, runScenario } from '../run/run-scenario.ts';
import { startStack } from '../run/start-stack.ts';
import type { DemoOptions } from './options.ts';

interface DemoInput {
  readonly options: DemoOptions;
  readonly children: Children;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
}

const stackTimeoutMilliseconds = 60_000;

/** Starts the stack, and runs the spike against it. The caller has to stop what `children` holds. */
export async function runDemo(input: DemoInput): Promise<JudgedRun> {
  const { options, progress } = input;
  progress.step('Starting the embedded stack');
  const stack = await startStack({ ...input, timeoutMilliseconds: stackTimeoutMilliseconds });
  const { rate, seconds } = options;
  return runScenario({ ...input, file: scenarioFile('spike'), stack, size: { rate, seconds } });
}
