import { nearestName } from '../service/webhook/nearest-name.ts';
import { type CommandError, wrongUsage } from './command-error.ts';

/**
 * What is said of a name that the stage's configuration does not have.
 *
 * @param what `source`, `destination`
 * @param given absent where none was given and there is none to take
 * @param hint what else it may be
 */
export function unknownName(
  what: string,
  given: string | undefined,
  known: readonly string[],
  hint?: string,
): CommandError {
  const meant = given === undefined ? undefined : nearestName(given, known);
  return wrongUsage(
    `There is no ${what} ${given ?? 'yet'}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    [
      `There are: ${known.join(', ') || 'none'}. If this stage has another configuration, name it: --config <file>`,
      ...(hint === undefined ? [] : [hint]),
    ].join('\n'),
  );
}
