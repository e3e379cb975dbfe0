import { simpleWords } from '../../../../runbooks/pages/simple-words.ts';

/** What runs in the console's own process: commands of ours that no shell is needed for, and that ask for no secret. */
export function runsHere(commands: readonly string[]): boolean {
  return commands.length > 0 && commands.every((command) => wordsOf(withValues(command), {}));
}

/** The arguments of a command that runs here; `undefined` for any other. */
export function wordsOf(
  command: string,
  env: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const args = ownWords(command, env);
  return args?.[0] === 'secrets' && args[1] === 'set' ? undefined : args;
}

/** The arguments of a command of ours; `undefined` for any other, and for one that a shell has to take apart. */
export function ownWords(
  command: string,
  env: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const [npx, spillway, ...args] = simpleWords(command, env) ?? [];
  return npx === 'npx' && spillway === 'spillway' ? args : undefined;
}

/** A placeholder is one word, whatever is put in for it. */
export function withValues(command: string): string {
  return command.replace(/<[A-Z][A-Z0-9 ]*>/g, 'value');
}
