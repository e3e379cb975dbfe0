import { join } from 'node:path';
import type { StackDescription } from '../../client/stack-file.ts';
import { embeddedStage } from '../../client/stage/embedded-stage.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import type { Observer } from '../aws/observer.ts';
import type { EmbeddedStack } from '../boot/embedded-stack.ts';
import type { ObservedLines } from './server/feed/observed-lines.ts';
import { type Console, type OpenedConsole, startConsole } from './server/start-console.ts';

const root = join(import.meta.dirname, '../..');

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
 * @throws with `code: 'EADDRINUSE'` and `port` for a taken port
 */
export async function serveConsole(
  port: number,
  running: Promise<RunningStack>,
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
  const started = await startConsole({ port, open });
  return { ...started, log: (line) => observed?.log(line) };
}
