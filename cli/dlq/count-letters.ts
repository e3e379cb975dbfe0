import { readDepth } from '../queues.ts';
import type { DiagnosedLetter } from './diagnose.ts';
import { lookThrough } from './look-through.ts';
import type { DeadLetters } from './open-dead-letters.ts';

/** No more are looked at before a question is put. */
const max = 1000;

export interface Choice {
  /** Absent where all are meant. */
  readonly isChosen?: ((one: DiagnosedLetter) => boolean) | undefined;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** How many are chosen, as far as a look that takes none tells in a moment: `7 of about 12 dead letters`. */
export async function countLetters(letters: DeadLetters, choice: Choice): Promise<string> {
  const { visible } = await readDepth(letters.queue.sqs, letters.queue.url);
  const all = `about ${visible} dead letters`;
  const atMost = visible > choice.limit ? `, at most ${choice.limit} of them` : '';
  const { isChosen } = choice;
  if (isChosen === undefined) return all + atMost;
  let count = 0;
  const look = { max, signal: choice.signal };
  const examined = await lookThrough(letters.queue, look, async (some) => {
    count += (await letters.diagnose(some)).filter(isChosen).length;
    return 'more';
  });
  return `${examined < max ? count : `at least ${count}`} of ${all}${atMost}`;
}
