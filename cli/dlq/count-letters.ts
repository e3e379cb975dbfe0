import type { DiagnosedLetter } from './diagnose.ts';
import { lookThrough } from './look-through.ts';
import type { DeadLetters } from './open-dead-letters.ts';

/** No more are looked at before a question is put. */
const max = 1000;

/** How many are chosen of those that can be looked at in a moment; takes none. */
export async function countLetters(
  { queue, diagnose }: DeadLetters,
  isChosen: (one: DiagnosedLetter) => boolean,
  signal: AbortSignal,
): Promise<string> {
  let count = 0;
  const examined = await lookThrough(queue, { max, signal }, async (letters) => {
    count += (await diagnose(letters)).filter(isChosen).length;
    return 'more';
  });
  return examined < max ? `${count}` : `at least ${count}`;
}
