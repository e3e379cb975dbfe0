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
  const lost = text.includes('{}') ? findLost(value) : undefined;
  if (lost === undefined) return text;
  const hint = lost === 'Promise' ? ', which has to be awaited' : '';
  throw unserializable(`${what} has a ${lost}${hint}; JSON has nothing but {} for it`);
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

/** The kind of the first value that JSON writes as `{}`, though it has more to it: a promise, a map, an error. */
function findLost(value: unknown): string | undefined {
  let lost: string | undefined;
  JSON.stringify(value, (_, part: unknown) => {
    if (lost === undefined && isLost(part)) lost = kindOf(part);
    return part;
  });
  return lost;
}

// JSON writes a boxed text, number or boolean as what is in it.
const written = new Set(['Object', 'Array', 'String', 'Number', 'Boolean']);

function isLost(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) return false;
  return !written.has(kindOf(value));
}

/** `Promise` of `[object Promise]`. */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
