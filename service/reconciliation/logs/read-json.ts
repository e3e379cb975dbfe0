import { DeliveryLogError } from '../../errors.ts';

/** JSON.parse() gives a number's own digits to its reviver: https://github.com/tc39/proposal-json-parse-with-source */
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/**
 * Parses an answer. Every number called `id` becomes the text of its digits: GitHub's ids are above 2^53, where a
 * number would name another delivery.
 *
 * @throws DeliveryLogError that does not quote the answer
 */
export function readJson(name: string, text: string): unknown {
  const keepIds: Reviver = (key, value, { source }) =>
    key === 'id' && typeof value === 'number' ? source : value;
  try {
    return JSON.parse(text, keepIds as (key: string, value: unknown) => unknown);
  } catch {
    // Falls through: the parser's own message would quote the answer, which may hold bodies.
  }
  throw new DeliveryLogError(`${name} answered what is not JSON`, { reason: 'malformed' });
}

/** A member of what was parsed, if it is a text that isn't empty. */
export function textOf(value: unknown, member: string): string | undefined {
  const found: unknown = Object(value)[member];
  return typeof found === 'string' && found !== '' ? found : undefined;
}
