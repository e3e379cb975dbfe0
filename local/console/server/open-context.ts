import type { CreateProgram } from '../../../cli/run-recorded.ts';
import type { CommandLines } from '../../../client/command-lines.ts';
import { explainError } from '../../../client/explain-error.ts';
import { openLogs } from '../../../client/logs/open-logs.ts';
import { createClients } from '../../../client/stage/clients.ts';
import type { Stage } from '../../../client/stage/stage.ts';
import { createFeed, type LineSource } from './feed/create-feed.ts';
import { createLogLines } from './feed/log-lines.ts';
import { createFreshRoutes } from './fresh-routes.ts';
import { LetterDesk } from './jobs/letter-desk.ts';
import { ReplayDesk } from './replays/replay-desk.ts';
import { IncidentRecords } from './runbook/incident-records.ts';
import type { OpenedConsole } from './start-console.ts';

export interface ContextOptions {
  /** As it is now: an edited configuration changes what a stack says of itself. */
  readonly stage: () => Stage;
  readonly lines: CommandLines;
  /** For the commands of runbooks. */
  readonly createProgram: CreateProgram;
  /** Of the project. */
  readonly root: string;
  /** Of the stage, where it is another than the project's own. */
  readonly config?: string | undefined;
  readonly mayWrite: boolean;
  readonly now: () => number;
  /** Where the lines come from, given those of CloudWatch Logs; these where absent. */
  readonly linesFrom?: (logged: LineSource) => LineSource;
}

/** Opens all that the console needs of a stage. */
export async function openContext(options: ContextOptions): Promise<OpenedConsole> {
  const { stage, config, root, linesFrom = (logged: LineSource) => logged, ...given } = options;
  const ending = new AbortController();
  const clients = createClients(stage());
  const logs = openLogs(stage());
  const desk = new LetterDesk();
  const replays = new ReplayDesk();
  const records = new IncidentRecords(root);
  const explain = (error: unknown) => {
    const { message, remedy } = explainError(error, stage(), given.lines);
    return [message, remedy].filter(Boolean).join(' ');
  };
  const logged = createLogLines(stage().name, logs, { explain });
  const feed = createFeed(linesFrom(logged), { explain });
  return {
    context: {
      ...{ ...given, clients, root, config, feed, desk, replays, records, signal: ending.signal },
      get stage() {
        return stage();
      },
      readRoutes: createFreshRoutes(root, () => config ?? stage().configFile),
    },
    async close() {
      ending.abort();
      // It gives back the letters that it holds, which takes the clients.
      await Promise.all([desk.close(), replays.close()]);
      feed.stop();
      logs.destroy();
      clients.destroy();
    },
  };
}
