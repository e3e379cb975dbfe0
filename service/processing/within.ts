import { TookTooLongError } from '../errors.ts';
/**
 * Runs code of the user's, and stops waiting for it after its time. It can't be ended: it is told by the signal.
 *
 * @param what names it in the error
 * @throws TookTooLongError; what the code throws
 */
export async function within<Result>(
  limitSeconds: number,
  what: string,
  run: (signal: AbortSignal) => Result | Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    ending.abort();
    late.reject(new TookTooLongError(`${what} took more than ${limitSeconds} s`));
  }, limitSeconds * 1000);
  try {
    return await Promise.race([run(ending.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
