import { removeStackFile } from '../client/stack-file.ts';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import { whenNpmEnds } from '../client/when-npm-ends.ts';

/** npm hands a Ctrl-C on that the terminal has sent to this process as well: that is one, not two. */
const sameSignalMs = 500;

/**
 * Stops on the first signal; the second one ends the process whatever it is doing.
 *
 * @param isOfNpm whether npm started this process, with which it ends
 */
export function listenForStop(isOfNpm: boolean, stop: () => void): void {
  let firstAt: number | undefined;
  const onStop = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop();
    } else if (performance.now() - firstAt > sameSignalMs) {
      removeStackFile(process.pid);
      process.exit(exitCodes.interrupted);
    }
  };
  process.on('SIGINT', onStop);
  process.on('SIGTERM', onStop);
  process.on('message', (message) => {
    if (Object(message).type === 'stop') onStop();
  });
  // Nobody is left who would press Ctrl-C.
  const onAlone = () => {
    if (firstAt === undefined) onStop();
  };
  process.on('disconnect', onAlone);
  process.on('SIGHUP', onAlone);
  process.stdout.on('error', onAlone);
  whenNpmEnds(isOfNpm, onAlone);
}
