import { join } from 'node:path';
import type { StackDescription } from '../../client/stack-file.ts';
import { embeddedStage } from '../../client/stage/embedded-stage.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import type { Observer } from '../aws/observer.ts';
import type { EmbeddedStack } from '../boot/embedded-stack.ts';
import type { ObservedLines } from './server/feed/observed-lines.ts';
import { keptSession } from './server/kept-session.ts';
import { type Console, type OpenedConsole, startConsole } from './server/start-console.ts';

const project = join(import.meta.dirname, '../..');

/** The console of an embedded stack, and what its log lines are told to. */
export interface StackConsole extends Console {
  readonly log: Observer['log'];
}

export interface RunningStack {
  readonly stack: EmbeddedStack;
  readonly describe: () => StackDescription;
}

/**
 * Serves the console of an embedded stack from within its process. What it needs is loaded when somebody opens it.
 *
 * @param running once the stack is up; who looks before that waits
 * @param root where the stack says how it is reached, and the console keeps who was let in
 * @throws with `code: 'EADDRINUSE'` and `port` for a taken port
 */
export async function serveConsole(
  port: number,
  running: Promise<RunningStack>,
  root = project,
): Promise<StackConsole> {
  let observed: ObservedLines | undefined;
  const open = async (): Promise<OpenedConsole> => {
    const [{ openContext }, { createConsoleLines }, { createObservedLines }, { createProgram }] =
      await Promise.all([
        import('./server/open-context.ts'),
        import('./server/console-lines.ts'),
        import('./server/feed/observed-lines.ts'),
        import('../../cli/program.ts'),
      ]);
    const { stack, describe } = await running;
    return openContext({
      ...{ root, createProgram, mayWrite: true, now: () => stack.clock.now() },
      stage: () => embeddedStageOf(describe()),
      lines: createConsoleLines(root, embeddedStage),
      linesFrom(logged) {
        observed = createObservedLines(stack.stage, logged.read);
        return observed;
      },
    });
  };
  const session = keptSession(join(root, '.spillway', 'console-session'), Date.now());
  const started = await startConsole({ port, session, open });
  return { ...started, log: (line) => observed?.log(line) };
}
