import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import { verdictCodes } from '../../loadtest/run/artillery-hooks.ts';
import { createProgress } from '../../loadtest/run/progress.ts';
import { judgeWorkers } from '../../loadtest/worker/judge-workers.ts';
import { endLook, type ProgramContext, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { printRuns } from './print-runs.ts';

export interface JudgeFlags extends Shared {
  readonly config?: string;
  /** Seconds. */
  readonly settle?: number;
}

/** `spillway loadtest judge` */
export function judge(
  run: string,
  options: JudgeFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const progress = createProgress(process.stderr);
  return connect(command, context, async ({ clients: { s3 }, stage }) => {
    try {
      const routes = await createReadRoutes(context.root, options.config ?? stage.configFile)();
      const { report, folder } = await judgeWorkers({
        ...{ s3, run, stage, routes, progress, signal: context.signal },
        reports: join(context.root, 'reports'),
        ...(options.settle !== undefined && { emptyMs: options.settle * 1000 }),
      });
      const exitCode = verdictCodes[report.verdict];
      const shown = relative(process.cwd(), folder);
      printRuns([{ report, folder: shown, exitCode }], options, context);
      context.setExitCode(exitCode);
      endLook(context);
    } catch (error) {
      progress.fail();
      throw error;
    }
  });
}
