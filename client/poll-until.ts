export interface Polling {
  readonly everyMilliseconds: number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Whether to give up after a look: the time is over, or somebody wants to leave. */
  readonly isOver: () => boolean;
}

/**
 * Looks until there is something, and at least once. What has to be counted or shown is counted and shown by `look`.
 *
 * @returns what was found; `undefined` where it was over before
 */
export async function pollUntil<Found>(
  look: () => Promise<Found | undefined>,
  { everyMilliseconds, sleep, isOver }: Polling,
): Promise<Found | undefined> {
  for (;;) {
    const found = await look();
    if (found !== undefined || isOver()) return found;
    await sleep(everyMilliseconds);
  }
}

/** Over once the time has passed, counted from now. @param now milliseconds, of any clock */
export function after(milliseconds: number, now: () => number): () => boolean {
  const end = now() + milliseconds;
  return () => now() >= end;
}

/** Over with this look. */
export function afterLooks(count: number): () => boolean {
  let looks = 0;
  return () => ++looks >= count;
}
