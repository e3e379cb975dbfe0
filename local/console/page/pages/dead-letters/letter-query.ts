import { hasFilter, type LetterFilter } from '../../../../../client/dead-letters/letter-filter.ts';
import type { LetterWish } from '../../../server/jobs/letter-order.ts';

const names = ['fingerprint', 'source', 'class', 'reason', 'since', 'until'] as const;

/** Which letters are meant, as the endpoints take it. */
export type PageFilter = NonNullable<LetterWish['filter']>;

/** What the address says of which letters are meant. @param fingerprint of the group that is open */
export function filterOf(query: URLSearchParams, fingerprint?: string): PageFilter {
  const given = names.flatMap((name) => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(given), ...(fingerprint === undefined ? {} : { fingerprint }) };
}

/** As the query of an endpoint, or of a page. */
export function queryOf(filter: PageFilter): string {
  const text = new URLSearchParams(
    Object.entries(filter).map(([name, value]) => [name, String(value)]),
  );
  return text.size === 0 ? '' : `?${text}`;
}

export function isFiltered(filter: PageFilter): boolean {
  return hasFilter(filter as LetterFilter);
}

export interface Look {
  readonly visible: number;
  readonly examined: number;
  readonly matching: number;
}

/**
 * What a button is for: `37 filtered letters`, `all 120 letters`, `10 of 37 filtered letters`. Where not all were looked
 * at, there may be more.
 */
export function scopeText(look: Look, filter: PageFilter, limit?: number): string {
  const { matching, examined, visible } = look;
  const isWhole = examined >= visible;
  const count = matching.toLocaleString('en-US');
  const kind = isFiltered(filter) ? 'filtered ' : '';
  const letters = `${kind}${matching === 1 ? 'letter' : 'letters'}`;
  if (limit !== undefined && limit < matching) {
    return `${limit.toLocaleString('en-US')} of ${count} ${letters}`;
  }
  if (!isFiltered(filter)) {
    return isWhole
      ? `all ${count} ${letters}`
      : `all (about ${visible.toLocaleString('en-US')}) letters`;
  }
  return isWhole ? `${count} ${letters}` : `at least ${count} ${letters}`;
}
