import { setTimeout } from 'node:timers/promises';
import { runRecorded } from '../../../../cli/run-recorded.ts';
import { CommandError } from '../../../../client/command-error.ts';
import { embeddedStage } from '../../../../client/stage/embedded-stage.ts';
import { shellEnvironment } from '../../../../client/stage/shell-environment.ts';
import { createTerminal } from '../../../../client/terminal/terminal.ts';
import type { Shell } from '../../../../runbooks/pages/shell.ts';
import type { ConsoleContext } from '../endpoint.ts';
import { wordsOf } from './runs-here.ts';

export interface ConsoleShellOptions {
  readonly values: ReadonlyMap<string, string>;
  /** Whether somebody has confirmed what is changed. */
  readonly isConfirmed: boolean;
  readonly signal: AbortSignal;
}

/** So long a look waits for nobody. */
const longestMs = 120_000;

/** Runs commands of ours in this process, on the console's stage; no shell and no program of this machine ever. */
export function openConsoleShell(
  { stage, root, createProgram }: Pick<ConsoleContext, 'stage' | 'root' | 'createProgram'>,
  { values, isConfirmed, signal }: ConsoleShellOptions,
): Shell {
  const env: Readonly<Record<string, string>> = stage.stack
    ? shellEnvironment(stage.stack).set
    : { SPILLWAY_STAGE: stage.name };
  return {
    ...{ env, values: new Map(values) },
    run(command) {
      const args = wordsOf(command, env);
      if (args === undefined) {
        throw new CommandError(`The console does not run this: ${command}`, 'Type it in a shell.');
      }
      const silent = createTerminal({ write: () => undefined });
      return runRecorded(createProgram, args, {
        ...{ root, out: silent, err: silent, now: Date.now },
        signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
        sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
        defaultStage: stage.isEmbedded ? embeddedStage : stage.name,
        awsEndpoint: env.AWS_ENDPOINT_URL,
        ...(isConfirmed ? { ask: async () => true } : {}),
        readInput() {
          throw new CommandError('It asks for a secret, which is typed at a terminal.');
        },
        setExitCode: () => undefined,
      });
    },
  };
}
