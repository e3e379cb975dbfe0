import { DeliveryLogError } from '../errors.ts';
import type { DeliveryLog, LoggedAttempt, LogPage } from './delivery-log.ts';

/**
 * @param rows the oldest first
 * @param beforePage called before each page; it may add rows, or throw @returns the sender's clock
 */
export function createPagedLog(
  rows: readonly LoggedAttempt[],
  pageSize: number,
  beforePage: () => number,
): DeliveryLog['list'] {
  const pageAt = (newest: readonly LoggedAttempt[], start: number, since: number): LogPage => {
    const now = beforePage();
    const attempts = newest.slice(start, start + pageSize);
    const next = newest[start + pageSize];
    const isPast = attempts.length > 0 && attempts.every(({ at }) => at < since);
    return { attempts, now, ...(next && !isPast && { resume: next.attemptId }) };
  };
  return async function* list(since, resume) {
    const newest = rows.toReversed();
    let start = resume === undefined ? 0 : placeOf(newest, resume);
    let page = pageAt(newest, start, since);
    yield page;
    while (page.resume !== undefined) {
      start += pageSize;
      page = pageAt(newest, start, since);
      yield page;
    }
  };
}

function placeOf(newest: readonly LoggedAttempt[], resume: string): number {
  const place = newest.findIndex(({ attemptId }) => attemptId === resume);
  if (place >= 0) return place;
  throw new DeliveryLogError('There is no such place', { reason: 'place-lost' });
}
