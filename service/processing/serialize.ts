import { PermanentError } from '../errors.ts';

/**
 * Writes JSON for a destination. A value that can't be written today (a cycle, a BigInt, too deep a nesting, a
 * `toJSON` that throws, nothing at all) can't be written tomorrow either.
 *
 * @param what such as `The message for destination team`
 * @throws PermanentError `unserializable`. It doesn't say why, because the engine's own text may quote the body.
 */
export function toJson(what: string, value: unknown): string {
  const text = tryToWrite(value);
  if (text === undefined) throw unserializable(`${what} can't be written as JSON`);
  return text;
}

export function unserializable(message: string): PermanentError {
  return new PermanentError(message, { reason: 'unserializable' });
}

function tryToWrite(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
