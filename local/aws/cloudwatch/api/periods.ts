import type { TimeGrid } from '../metrics/metric-query.ts';
import { invalidParameter } from './api-error.ts';

const maxPoints = 100_800; // GetMetricData's limit for one answer

/** The periods from `start` to `end` (seconds since 1970), aligned to their own length as AWS's are. */
export function periodsBetween(start: number, end: number, periodSeconds: number): TimeGrid {
  const count = Math.ceil(end / periodSeconds) - Math.floor(start / periodSeconds);
  if (count <= 0) throw invalidParameter('StartTime must be before EndTime');
  if (count > maxPoints) throw invalidParameter(`These are more than ${maxPoints} periods`);
  const first = Math.floor(start / periodSeconds) * periodSeconds;
  const times = Array.from({ length: count }, (_, i) => (first + i * periodSeconds) * 1000);
  return { times, periodSeconds };
}
