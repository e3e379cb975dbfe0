export interface Range {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

const dayMs = 86_400_000;

/** How long CloudWatch keeps steps of which length, in seconds: the oldest part of a range decides. */
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
const kept = [
  { age: 63 * dayMs, period: 3600 },
  { age: 15 * dayMs, period: 300 },
] as const;

/** A week of minutes. A graph that has more of them shows no more, and they have to be paid for. */
const mostPoints = 10_080;
/** What a graph has room for, where the dashboard lets the time that is looked at decide. */
const roomyPoints = 1440;

/**
 * The steps in which a metric is asked for, in seconds.
 *
 * @param period that the dashboard names
 * @param override the dashboard's `periodOverride`
 */
export function periodOfRange(
  period: number,
  { from, to }: Range,
  override: 'auto' | 'inherit',
  now: number,
): number {
  const points = override === 'auto' ? roomyPoints : mostPoints;
  const least = kept.find(({ age }) => now - from > age)?.period ?? 1;
  const needed = Math.max(least, (to - from) / 1000 / points);
  return Math.ceil(needed / period) * period;
}
