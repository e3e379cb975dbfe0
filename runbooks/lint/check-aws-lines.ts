import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { shellCommands } from '../../docs/code-blocks/shell-commands.ts';
import type { RunbookPage } from '../pages/runbook-page.ts';
import { commandsOf } from './commands-of.ts';
import type { Finding } from './finding.ts';

const script = join(import.meta.dirname, 'parse-aws-lines.py');

/**
 * Whether the real client takes each `aws` line of the pages: service, operation, options, `--query`. None is sent.
 *
 * @param directory where the client's programs are
 * @returns for each page, in their order
 */
export function checkAwsLines(
  pages: readonly RunbookPage[],
  directory: string,
): readonly (readonly Finding[])[] {
  const lines = pages.map(awsLines);
  const { stdout, stderr } = spawnSync(join(directory, 'python'), [script], {
    input: JSON.stringify(lines.flat().map(({ words }) => words.slice(1).map(standIn))),
    encoding: 'utf8',
    env: { AWS_DEFAULT_REGION: 'us-east-1' },
  });
  if (stdout === '') throw new Error(`The AWS client reads no lines: ${stderr}`);
  const refusals: (string | null)[] = JSON.parse(stdout);
  return lines.map((ofPage) =>
    ofPage.flatMap(({ line, words, isInline }) => {
      const refusal = refusals.shift() ?? null;
      // In a sentence a command may stand without what it needs, to be named.
      const isFine = refusal === null || (isInline && refusal.includes('arguments are required'));
      return isFine ? [] : [{ line, message: `${refusal}: ${words.join(' ')}` }];
    }),
  );
}

/** With the lines that stand within another one's `$( )`. */
function awsLines(page: RunbookPage) {
  return commandsOf(page).flatMap(({ text, line, isInline }) =>
    shellCommands(text.replace(/<[A-Z][^<>\n]*>/g, '20'))
      .filter(([program, , operation = '']) => program === 'aws' && !(isInline && operation === ''))
      .map((words) => ({ line, words, isInline })),
  );
}

/** What a substitution prints stands as `…`, and a number is a name as well; nobody writes to a pipe here. */
function standIn(word: string): string {
  return word.replace(/^…$/, '20').replace('/dev/stdin', '/dev/null');
}
