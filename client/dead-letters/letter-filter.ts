import type { Diagnosis } from './diagnose.ts';
import type { LetterClass } from './letter-classes.ts';

/** Which dead letters; all of what is given must hold. */
export interface LetterFilter {
  /** Or its beginning. */
  readonly fingerprint?: string | undefined;
  readonly source?: string | undefined;
  readonly class?: LetterClass | undefined;
  readonly reason?: string | undefined;
  /** When it failed last; of what was never tried, or tells no time, when we took it in. Both ends are included. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export function hasFilter({
  fingerprint,
  source,
  class: kind,
  reason,
  since,
  until,
}: LetterFilter): boolean {
  return [fingerprint, source, kind, reason, since, until].some((one) => one !== undefined);
}

export function matchesFilter(filter: LetterFilter, diagnosis: Diagnosis): boolean {
  const time = failedOrCame(diagnosis);
  return (
    diagnosis.fingerprint.startsWith(filter.fingerprint ?? '') &&
    (filter.source ?? diagnosis.source) === diagnosis.source &&
    (filter.class ?? diagnosis.class) === diagnosis.class &&
    (filter.reason ?? diagnosis.reason) === diagnosis.reason &&
    (filter.since?.getTime() ?? time) <= time &&
    (filter.until?.getTime() ?? time) >= time
  );
}

/** Milliseconds since 1970. */
export function failedOrCame({
  lastFailedAt,
  receivedAt,
}: Pick<Diagnosis, 'lastFailedAt' | 'receivedAt'>): number {
  return Date.parse(lastFailedAt ?? receivedAt);
}
