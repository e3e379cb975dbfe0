/**
 * The known name that somebody most likely meant: `invoice.payed` → `invoice.paid`. At most a third of its letters
 * are wrong, missing, too many, or swapped with their neighbour; upper and lower case are the same.
 */
export function nearestName(given: string, known: Iterable<string>): string | undefined {
  let nearest: { readonly name: string; readonly mistakes: number } | undefined;
  for (const name of known) {
    const mistakes = mistakesIn(given.toLowerCase(), name.toLowerCase());
    const isNear = mistakes <= Math.max(given.length, name.length) / 3;
    if (isNear && mistakes < (nearest?.mistakes ?? Number.POSITIVE_INFINITY))
      nearest = { name, mistakes };
  }
  return nearest?.name;
}

/** The optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance */
function mistakesIn(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + Number(!isSame),
        isSwapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
