import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTerminal } from '../../client/terminal/terminal.ts';
import type { CliFixture } from '../cli-fixture.ts';
import type { ProgramContext } from '../command.ts';

type Typed = string | undefined | Promise<never>;

/** What is typed, by what was shown since the last question, and by the question. */
export type Typist = (shown: string, question: string) => Typed;

/**
 * Types what stands beside the first pattern that the question has, or else beside the command that the step shows;
 * elsewhere it skips.
 */
export function typing(
  questions: readonly (readonly [RegExp, Typed])[],
  commands: Readonly<Record<string, string>>,
): Typist {
  return (shown, question) => {
    const asked = questions.find(([pattern]) => pattern.test(question));
    if (asked) return asked[1];
    const isShown = ([command]: readonly [string, unknown]) =>
      shown.includes(`  npx spillway ${command}`);
    const [, typed = 's'] = Object.entries(commands).find(isShown) ?? [];
    return typed;
  };
}

export interface Walked {
  /** All that was shown, questions and answers too. */
  readonly screen: string;
  readonly transcript: string;
  readonly error?: unknown;
}

/** Walks a page as somebody at a terminal does. */
export async function walkPage(
  fixture: Pick<CliFixture, 'root' | 'run'>,
  args: readonly string[],
  type: Typist,
  context: Partial<ProgramContext> = {},
): Promise<Walked> {
  const file = join(fixture.root, 'transcript.md');
  let screen = '';
  let shown = '';
  const terminal = createTerminal({
    write(text) {
      screen += text;
      shown += text;
    },
  });
  const askLine = async (question: string) => {
    const typed = await type(shown, question);
    shown = '';
    screen += `${question}${typed}\n`;
    return typed;
  };
  const walking = fixture.run(['runbook', ...args, '--transcript', file], {
    ...{ out: terminal, err: terminal, askLine },
    ...context,
  });
  const error = await walking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { screen, transcript: readFileSync(file, 'utf8'), error };
}
