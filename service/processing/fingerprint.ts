import { createHash } from 'node:crypto';

/** What one failure has in common with others of its kind. */
export interface FailureKind {
  readonly reason: string;
  /** Absent where the webhook failed as a whole. */
  readonly destination?: string | undefined;
  /** Its text. */
  readonly error: string;
  /** The HTTP status that the destination answered with. */
  readonly status?: number | undefined;
}

/**
 * Is the same for failures that differ only in numbers and ids. A status is no such number: a 401 and a 410 want
 * different remedies. Dead letters are grouped by it, and a failure without a status must keep the one that it always
 * had: letters wait for up to 14 days.
 */
export function fingerprintOf({ reason, destination = '', error, status }: FailureKind): string {
  const kind = error.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, '#');
  const lines = [reason, destination, kind, ...(status === undefined ? [] : [status])];
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
}
