/** Milliseconds since 1970 from the clock that never jumps. */
export const now = () => performance.timeOrigin + performance.now();

/** Artillery waits up to a second before an arrival, and each of its seconds takes a little longer than one. */
const headStartMs = 1250;
const driftOfArtillery = 0.002;

/**
 * When the webhook with this number, counted from 0, is due; in milliseconds since 1970. All are due a little later than
 * Artillery lets them arrive: one that comes early can be held, one that comes late can't be mended.
 *
 * @param due in milliseconds since the first one
 * @param startedAt when Artillery let the first one arrive
 */
export function startPace(due: Float64Array, startedAt: number): (index: number) => number {
  const last = due.at(-1) ?? 0;
  const beginning = startedAt + headStartMs + last * driftOfArtillery;
  // More than planned can't come; if it does, the run is invalid.
  return (index) => beginning + (due[index] ?? last);
}

/**
 * Calls back when it is due, at once where that is past. Node reckons a timer from when its loop's turn began, so that one
 * set late in a long turn fires early.
 */
export function holdUntil(dueAt: number, release: () => void): void {
  const early = dueAt - now();
  if (early > 0) setTimeout(holdUntil, Math.max(1, early), dueAt, release);
  else release();
}
