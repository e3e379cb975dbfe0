/**
 * Holm's correction: what each p is worth among so many. Where those below a limit are taken for shown, the limit holds for
 * all of them together.
 *
 * @returns in the order of `ps`; Holm, A simple sequentially rejective multiple test procedure, 1979
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  const adjusted: number[] = [];
  let least = 0;
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (ps.length - rank)));
    adjusted[index] = least;
  }
  return adjusted;
}
