import { createInterface } from 'node:readline/promises';
import { exitCodes } from '../client/exit-codes.ts';
import { printableLines } from '../client/printable.ts';
import { CommandError } from './command-error.ts';

type Output = NodeJS.WritableStream;

/**
 * Puts a question to who is at the terminal. Anything but `y` or `yes` is a no, the end of the input too.
 *
 * @throws CommandError on Ctrl-C
 */
export async function ask(
  input: NodeJS.ReadableStream,
  output: Output,
  question: string,
): Promise<boolean> {
  const lines = createInterface({ input, output, terminal: true });
  const { promise: ended, resolve, reject } = Promise.withResolvers<string>();
  lines.once('close', () => resolve(''));
  lines.once('SIGINT', () => {
    output.write('\n');
    const exitCode = exitCodes.interrupted;
    reject(new CommandError('Interrupted.', 'Nothing was changed.', { exitCode }));
  });
  try {
    const answer = await Promise.race([lines.question(printableLines(question)), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
