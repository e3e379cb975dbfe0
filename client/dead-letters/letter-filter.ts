import type { Diagnosis } from './diagnose.ts';
import type { LetterClass } from './letter-classes.ts';

/** Which dead letters; all of what is given must hold. */
export interface LetterFilter {
  /** Or its beginning. */
  readonly fingerprint?: string;
  readonly source?: string;
  readonly class?: LetterClass;
  readonly reason?: string;
}

export function hasFilter({ fingerprint, source, class: kind, reason }: LetterFilter): boolean {
  return [fingerprint, source, kind, reason].some((one) => one !== undefined);
}

export function matchesFilter(filter: LetterFilter, diagnosis: Diagnosis): boolean {
  return (
    diagnosis.fingerprint.startsWith(filter.fingerprint ?? '') &&
    (filter.source ?? diagnosis.source) === diagnosis.source &&
    (filter.class ?? diagnosis.class) === diagnosis.class &&
    (filter.reason ?? diagnosis.reason) === diagnosis.reason
  );
}
