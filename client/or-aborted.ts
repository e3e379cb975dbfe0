/** Waits, but no longer than until the signal: Ctrl-C waits for nothing. */
export async function orAborted(waiting: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  signal.addEventListener('abort', end, { once: true });
  await Promise.race([waiting, aborted]);
  signal.removeEventListener('abort', end);
}
