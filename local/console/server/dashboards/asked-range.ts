import type { Range } from '../../../../client/dashboards/period-of-range.ts';
import { BadRequestError } from '../endpoint.ts';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const longestMs = 455 * units.d; // CloudWatch remembers 15 months

/**
 * The time that a page asks for: `range=3h` until now, or `from` and `to` in ISO 8601.
 *
 * @throws BadRequestError for another form, and for a range that is empty or longer than CloudWatch remembers
 */
export function readAsked(query: URLSearchParams, now: number): Range {
  const [from, to] = [query.get('from'), query.get('to')];
  if (from !== null && to !== null) return checked({ from: Date.parse(from), to: Date.parse(to) });
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(query.get('range') ?? '3h') ?? [];
  if (count === undefined) throw new BadRequestError('A range is such as 15m, 3h or 1d.');
  return checked({ from: now - Number(count) * units[unit as keyof typeof units], to: now });
}

function checked(range: Range): Range {
  const length = range.to - range.from;
  if (Number.isNaN(length)) throw new BadRequestError('from and to are times in ISO 8601.');
  if (length <= 0) throw new BadRequestError('The time from is not before the time to.');
  if (length > longestMs) throw new BadRequestError('CloudWatch remembers 15 months at most.');
  return range;
}
