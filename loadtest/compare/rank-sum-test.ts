import { errorFunction, wilcoxonRankSum } from 'simple-statistics';

export interface RankSumTest {
  /** Mann and Whitney's U of the first sample: in how many of all pairs it has the greater value, ties as halves. */
  readonly u: number;
  /** How likely a U at least as far from its mean is, on either side, where both samples are of one distribution. */
  readonly p: number;
}

/** Beyond it, counting takes too long, and the normal distribution is close. */
const largestCounted = 60;

/**
 * Mann and Whitney's test. Its p is exact for up to 60 values, with ties too: by counting, of all ways to choose as many of
 * the ranks that occurred, those whose sum is as far from the mean.
 */
export function rankSumTest(one: readonly number[], other: readonly number[]): RankSumTest {
  const rankSum = wilcoxonRankSum([...one], [...other]);
  const u = rankSum - (one.length * (one.length + 1)) / 2;
  const values = [...one, ...other];
  const p =
    values.length <= largestCounted
      ? exactP(ranksOf(values), one.length, rankSum)
      : normalP(u, one.length, values);
  return { u, p };
}

/** The mean of the ranks of each group of equals. */
function ranksOf(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

function exactP(ranks: readonly number[], chosen: number, rankSum: number): number {
  const ways = waysBySum(ranks, chosen);
  // Sums are doubled, so that halves are whole.
  const mean = chosen * (ranks.length + 1);
  const distance = Math.abs(2 * rankSum - mean);
  let [all, asFar] = [0, 0];
  ways.forEach((count, sum) => {
    all += count;
    if (Math.abs(sum - mean) >= distance) asFar += count;
  });
  return asFar / all;
}

/** Without ties, ranks are the same for all samples of one size. */
const counted = new Map<string, Float64Array>();

function waysBySum(ranks: readonly number[], chosen: number): Float64Array {
  if (ranks.some((rank, index) => rank !== index + 1)) return countWays(ranks, chosen);
  const key = `${chosen} of ${ranks.length}`;
  const ways = counted.get(key) ?? countWays(ranks, chosen);
  counted.set(key, ways);
  return ways;
}

/** In how many ways so many of the ranks have each (doubled) sum. */
function countWays(ranks: readonly number[], chosen: number): Float64Array {
  const length = ranks.length * (ranks.length + 1) + 1;
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(length));
  (ways[0] as Float64Array)[0] = 1;
  for (const rank of ranks.map((half) => 2 * half)) {
    for (let size = chosen; size > 0; size--) {
      const [with_, without] = [ways[size] as Float64Array, ways[size - 1] as Float64Array];
      for (let sum = rank; sum < length; sum++)
        with_[sum] = (with_[sum] ?? 0) + (without[sum - rank] ?? 0);
    }
  }
  return ways[chosen] as Float64Array;
}

/** By the normal distribution, corrected for ties and for U being whole. */
export function normalP(u: number, size: number, values: readonly number[]): number {
  const other = values.length - size;
  const groups = [...Map.groupBy(values, (value) => value).values()];
  const ties = groups.reduce((sum, { length }) => sum + length ** 3 - length, 0);
  const total = values.length;
  const variance = ((size * other) / 12) * (total + 1 - ties / (total * (total - 1)));
  if (variance === 0) return 1;
  const z = Math.max(0, Math.abs(u - (size * other) / 2) - 0.5) / Math.sqrt(variance);
  return 1 - errorFunction(z / Math.SQRT2);
}
