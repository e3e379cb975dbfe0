export const letterClasses = ['poison', 'transient', 'never-processed'] as const;

/**
 * `poison`: refused for good, and sent here at once. `transient`: sent here after its last attempt failed, or moved here
 * by SQS since its function was killed each time.
 * `never-processed`: moved here by SQS, though no destination was ever tried.
 */
export type LetterClass = (typeof letterClasses)[number];
