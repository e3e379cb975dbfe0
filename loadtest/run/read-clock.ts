/**
 * By how many milliseconds the clock here is ahead of a server's, by the `Date` of an answer, which has whole seconds.
 * Undefined where it gives none.
 */
export async function readClock(endpoint: string): Promise<number | undefined> {
  try {
    const { headers } = await fetch(endpoint, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    });
    const theirs = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(theirs) ? undefined : Date.now() - theirs;
  } catch {
    return undefined;
  }
}
