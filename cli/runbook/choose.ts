import type { Session } from './session.ts';

/**
 * Asks what is next: a word, or its first letter. Notes are taken meanwhile.
 *
 * @param words the first one is what Enter means
 * @returns `quit` at the end of the input too
 */
export async function choose<Word extends string>(
  words: readonly [Word, ...Word[]],
  session: Session,
): Promise<Word | 'quit'> {
  const all = [...words, 'note', 'quit'] as const;
  const shown = all.map((word) => `[${word.charAt(0)}]${word.slice(1)}`).join('  ');
  for (;;) {
    const line = await askLine(`${shown}   Enter: ${words[0]} > `, session);
    if (line === undefined) return 'quit';
    const [typed = '', ...rest] = line.trim().split(/\s+/);
    const word = typed === '' ? words[0] : all.find((one) => isMeant(one, typed.toLowerCase()));
    if (word === 'note') await takeNote(rest.join(' '), session);
    else if (word !== undefined) return word;
    else session.context.out.line(`Type one of: ${all.join(', ')}.`);
  }
}

function isMeant(word: string, typed: string): boolean {
  return typed === word || typed === word.charAt(0);
}

async function takeNote(typed: string, session: Session): Promise<void> {
  const text = typed || (await askLine('Note: ', session)) || '';
  if (text.trim()) session.transcript?.line('note', text);
}

/** @returns undefined at the end of the input */
export async function askLine(question: string, { context }: Session): Promise<string | undefined> {
  context.err.progress('');
  return context.askLine?.(question);
}
