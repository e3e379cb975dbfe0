import { isUtf8 } from 'node:buffer';
import { lazily } from './lazily.ts';

/** Finds the string or number at a path of keys; `undefined` where there is none. */
export type ReadField = (path: readonly string[]) => string | number | undefined;

/**
 * Reads fields of a JSON body; a body that is not JSON has none. Use it only for senders that keep something there,
 * because parsing costs more than verifying. The body is parsed when the first field is asked for. It is parsed
 * again for a number that a float can't hold, such as 1954120123869121001, which is returned as its own text.
 */
export function jsonFields(body: Buffer): ReadField {
  const json = lazily(() => parseJson(body));
  const exact = lazily(() => parseJson(body, keepDigits));
  return (path) => {
    const field = fieldOf(json(), path);
    return typeof field === 'number' && !Number.isSafeInteger(field)
      ? fieldOf(exact(), path)
      : field;
  };
}

export function readJsonField(body: Buffer, path: readonly string[]): string | number | undefined {
  return jsonFields(body)(path);
}

type Reviver = (key: string, value: unknown, context?: { readonly source: string }) => unknown;

/** Returns `undefined` if the body is not JSON. A byte order mark is not part of JSON, but some senders send one. */
export function parseJson(body: Buffer, reviver?: Reviver): unknown {
  try {
    return JSON.parse(withoutMark(body.toString('utf8')), reviver);
  } catch {
    return undefined;
  }
}

/**
 * The body's JSON exactly as written: each number with all of its digits, a repeated key with all of its values.
 * `undefined` if the body is not JSON, or not all of it is UTF-8.
 */
export function jsonTextOf(body: Buffer): string | undefined {
  if (!isUtf8(body) || parseJson(body) === undefined) return undefined;
  return withoutMark(body.toString('utf8'));
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/JSON/parse#the_reviver_parameter */
const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) ? context?.source : value;

export function fieldOf(value: unknown, path: readonly string[]): string | number | undefined {
  let field = value;
  for (const key of path) {
    if (typeof field !== 'object' || field === null || !Object.hasOwn(field, key)) return undefined;
    field = (field as Readonly<Record<string, unknown>>)[key];
  }
  return typeof field === 'string' || typeof field === 'number' ? field : undefined;
}
