import { isUtf8 } from 'node:buffer';

/**
 * The string or number at a path of keys in a JSON body; `undefined` where it has none or is no JSON. Call it
 * only for senders that keep something there: parsing is dear beside verifying.
 */
export function readJsonField(body: Buffer, path: readonly string[]): string | number | undefined {
  return fieldOf(parseJson(body), path);
}

/** `undefined` where the body is no JSON. A byte order mark is not part of JSON, yet some senders send one. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(withoutMark(body.toString('utf8')));
  } catch {
    return undefined;
  }
}

/**
 * The JSON of a body as it was written: each number with all of its digits, a repeated key with all of its values.
 * `undefined` where the body is no JSON, or not all of it is UTF-8.
 */
export function jsonTextOf(body: Buffer): string | undefined {
  if (!isUtf8(body) || parseJson(body) === undefined) return undefined;
  return withoutMark(body.toString('utf8'));
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export function fieldOf(value: unknown, path: readonly string[]): string | number | undefined {
  let field = value;
  for (const key of path) {
    if (typeof field !== 'object' || field === null || !Object.hasOwn(field, key)) return undefined;
    field = (field as Readonly<Record<string, unknown>>)[key];
  }
  return typeof field === 'string' || typeof field === 'number' ? field : undefined;
}
