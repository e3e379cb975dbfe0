/**
 * The seconds that a `Retry-After` header asks for, given as a number or as a date; `undefined` where it asks for
 * nothing that can be read. A date that has passed is 0.
 *
 * @param now milliseconds since 1970
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  // Discord and others send fractions, which the standard does not know.
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text)) return Math.ceil(Number(text));
  // Only what looks like an HTTP date: Date.parse() takes almost anything.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
