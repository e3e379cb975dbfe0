import { suggestValues } from '../../../../client/runbook/suggest-values.ts';
import { placeholdersOf } from '../../../../runbooks/pages/placeholders.ts';
import type { ReadRunbook } from './read-runbook.ts';

/** By placeholder, what may stand for it; those that nothing is known for are left out. */
export type Suggested = Readonly<Record<string, readonly string[]>>;

/** @param outputs the newest last */
export function suggestedIn(
  { steps, of }: Pick<ReadRunbook, 'steps' | 'of'>,
  outputs: readonly string[],
): Suggested {
  const text = steps.flatMap(({ block }) => block?.commands ?? []).join('\n');
  const known = placeholdersOf(text).map(
    (name) => [name, suggestValues(name, outputs, of)] as const,
  );
  return Object.fromEntries(known.filter(([, values]) => values.length > 0));
}
