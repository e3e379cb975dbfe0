import { inspect } from 'node:util';
import {
  compilePattern,
  fieldOf,
  type JsonPattern,
  type Matcher,
  type ValuePattern,
} from './pattern.ts';

type Pattern = ValuePattern | JsonPattern;

const longestText = 300;
const mostMatchers = 6;

/**
 * Says which part of a pattern a value does not match, in the configuration's words and with the path to it:
 * `json.action is not 'closed'`, `json.data.object.amount is not { numeric: [ '>=', 1000 ] }`. It is for logs, so it
 * holds nothing of the value, and 300 characters at most.
 *
 * @param path where the pattern stands in a route's `match`
 * @returns `undefined` if the value matches
 */
export function explainMismatch(
  path: string,
  pattern: Pattern,
  value: unknown,
): string | undefined {
  if (compilePattern(pattern)(value)) return undefined;
  const text = explain(path, pattern, value);
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

/** Only for a value that does not match. */
function explain(path: string, pattern: Pattern, value: unknown): string {
  if (isList(pattern)) return isNot(path, pattern);
  if (typeof pattern !== 'object' || pattern === null) return isNot(path, [pattern]);
  if (!Array.isArray(value)) return explainFields(path, pattern, value);
  // If its elements fail in different places, no single field is to blame.
  const [text, ...others] = new Set(value.map((element) => explainFields(path, pattern, element)));
  return text !== undefined && others.length === 0 ? text : isNot(path, [pattern]);
}

function explainFields(path: string, pattern: JsonPattern, value: unknown): string {
  for (const [name, field] of Object.entries(pattern)) {
    const part = fieldOf(value, name);
    if (!compilePattern(field)(part)) return explain(`${path}${step(name)}`, field, part);
  }
  return isNot(path, [pattern]);
}

function isNot(path: string, wanted: readonly (Matcher | JsonPattern)[]): string {
  const shown = wanted.slice(0, mostMatchers).map((one) => inspect(one, format));
  const more = wanted.length - shown.length;
  const list = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${path} is ${wanted.length === 1 ? 'not' : 'none of'} ${list}`;
}

const format = {
  depth: 4,
  compact: true,
  breakLength: Number.POSITIVE_INFINITY,
  maxArrayLength: mostMatchers,
  maxStringLength: 100,
} as const;

function step(name: string): string {
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${inspect(name, format)}]`;
}

function isList(pattern: Pattern): pattern is readonly Matcher[] {
  return Array.isArray(pattern);
}
