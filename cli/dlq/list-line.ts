import type { CommandLines } from '../../client/command-lines.ts';
import type { LetterFilter } from '../../client/dead-letters/letter-filter.ts';
import { lookAtMost } from './letter-options.ts';
import type { ListLine } from './print-groups.ts';

/** @param options of the command that found the groups: what it looked at, the list looks at too */
export function listLineOf(
  lines: CommandLines,
  { since, until, max }: LetterFilter & { readonly max?: number },
): ListLine {
  const wider = max !== undefined && max > lookAtMost ? { max } : {};
  return ({ fingerprint, source }) =>
    lines.other(['dlq', 'list'], { fingerprint, source, since, until, ...wider });
}
