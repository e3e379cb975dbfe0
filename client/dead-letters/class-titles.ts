import type { LetterClass } from './letter-classes.ts';

/** What each class means for whoever decides about it. */
export const classTitles = {
  poison: 'poison: no attempt will help until the cause is mended',
  transient: 'transient: their attempts are used up, another one may succeed',
  'never-processed': 'never processed: no destination was ever tried',
} as const satisfies Record<LetterClass, string>;
