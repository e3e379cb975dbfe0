import { exitCodes } from '../../client/terminal/exit-codes.ts';

/** As shells say of a process that was asked to end. */
const terminated = 143;

export interface Interruption {
  /** Undefined while nobody has interrupted. */
  readonly exitCode: () => number | undefined;
}

/** Has the first Ctrl-C, or request to end, begin an orderly end; the second one ends the process at once. */
export function watchInterruption(onInterrupt: () => void): Interruption {
  let interrupted: number | undefined;
  const interrupt = (exitCode: number) => () => {
    if (interrupted !== undefined) process.exit(exitCode);
    interrupted = exitCode;
    onInterrupt();
  };
  process.on('SIGINT', interrupt(exitCodes.interrupted));
  process.on('SIGTERM', interrupt(terminated));
  return { exitCode: () => interrupted };
}
