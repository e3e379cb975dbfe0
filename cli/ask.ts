import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandError } from '../client/command-error.ts';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import { printableLines } from '../client/terminal/printable.ts';

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
  const answer = await askLine(input, output, question);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/**
 * Reads a line from who is at the terminal.
 *
 * @returns undefined at the end of the input
 * @throws CommandError on Ctrl-C
 */
export async function askLine(
  input: NodeJS.ReadableStream,
  output: Output,
  question: string,
): Promise<string | undefined> {
  const lines = createInterface({ input, output, terminal: true });
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>();
  lines.once('close', () => resolve(undefined));
  lines.once('SIGINT', () => {
    output.write('\n');
    const exitCode = exitCodes.interrupted;
    reject(new CommandError('Interrupted.', 'Nothing was changed.', { exitCode }));
  });
  try {
    return await Promise.race([lines.question(printableLines(question)), ended]);
  } finally {
    lines.close();
  }
}

/** No secret is longer: Secrets Manager takes no more. */
const limitCharacters = 65_536;

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * Reads all that is piped in; at a terminal, one line that isn't shown while it is typed.
 *
 * @throws CommandError on Ctrl-C, Ctrl-D, and for more than any secret has
 */
export async function readHidden(
  input: Input,
  prompts: { write(text: string): unknown },
  prompt: string,
): Promise<string> {
  if (input.isTTY !== true) return readAll(input);
  prompts.write(prompt);
  const interrupted = new AbortController();
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: unseen, terminal: true });
  lines.once('SIGINT', () => interrupted.abort()).once('close', () => interrupted.abort());
  try {
    return await lines.question('', { signal: interrupted.signal });
  } catch (cause) {
    throw notTyped(cause);
  } finally {
    lines.close();
    prompts.write('\n');
  }
}

function notTyped(cause: unknown): CommandError {
  const exitCode = exitCodes.interrupted;
  return new CommandError('Interrupted.', 'Nothing was changed.', { cause, exitCode });
}

async function readAll(input: Input): Promise<string> {
  let text = '';
  input.setEncoding('utf8');
  for await (const chunk of input) {
    text += chunk;
    if (text.length > limitCharacters) {
      throw new CommandError('That is more than a secret can have.', 'Pipe the secret in alone.');
    }
  }
  return text;
}
