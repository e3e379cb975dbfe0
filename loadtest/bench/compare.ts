/** The measurements of each variant, side by side. */
export type Round<Variant extends string, Result> = Readonly<Record<Variant, Result>>;

/** How one variant compares with another over all rounds. */
export interface Comparison {
  /** Median of the variant's own values. */
  readonly median: number;
  /** Median, least and greatest of its ratios to the base, taken round by round. */
  readonly ratio: number;
  readonly least: number;
  readonly greatest: number;
}

/**
 * Measures all variants again and again, one after the other, so that other work on the machine affects all of them
 * alike.
 */
export async function interleave<Variant extends string, Result>(
  variants: readonly Variant[],
  rounds: number,
  measure: (variant: Variant) => Promise<Result>,
): Promise<readonly Round<Variant, Result>[]> {
  const results: Round<Variant, Result>[] = [];
  for (let round = 0; round < rounds; round++) {
    const entries: [Variant, Result][] = [];
    for (const variant of variants) entries.push([variant, await measure(variant)]);
    results.push(Object.fromEntries(entries) as Record<Variant, Result>);
  }
  return results;
}

export function compare<Variant extends string, Result>(
  rounds: readonly Round<Variant, Result>[],
  variant: Variant,
  base: Variant,
  resultOf: (result: Result) => number,
): Comparison {
  const ratios = rounds.map((round) => resultOf(round[variant]) / resultOf(round[base]));
  return {
    median: median(rounds.map((round) => resultOf(round[variant]))),
    ratio: median(ratios),
    least: Math.min(...ratios),
    greatest: Math.max(...ratios),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}
