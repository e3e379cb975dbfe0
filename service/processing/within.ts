import { TookTooLongError } from '../errors.ts';
/**
 * Runs the user's code, and stops waiting for it after its time. The code can't be stopped; the signal tells it.
 *
 * @param what names the code in the error
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
