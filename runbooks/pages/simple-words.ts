const word = /"([^"\\`]*)"|'([^']*)'|([^\s"'\\|;&<>()`*?{}#~]+)/;
const each = new RegExp(word, 'g');
const whole = new RegExp(`^(?:(?:${word.source})(?:\\s+|$))+$`);

/**
 * The words of a command that any shell splits alike: plain and quoted ones, with `$NAME` filled in. `undefined` for a
 * command that needs a shell: a pipe, a loop, a substitution.
 */
export function simpleWords(
  command: string,
  env: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  if (!whole.test(command)) return undefined;
  const words = [...command.matchAll(each)].map(
    ([, double, single, bare = '']) => single ?? expand(double ?? bare, env),
  );
  return words.every((one) => one !== undefined) ? words : undefined;
}

function expand(text: string, env: Readonly<Record<string, string>>): string | undefined {
  const filled = text.replace(/\$([A-Z_]+)/g, (_, name: string) => env[name] ?? '');
  return filled.includes('$') ? undefined : filled;
}
