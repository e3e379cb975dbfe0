/** What one value may be. In a list, one match is enough. */
export type Matcher =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string }
  | { readonly suffix: string }
  /** `*` stands for any characters, or none. */
  | { readonly wildcard: string }
  | { readonly exists: boolean }
  /** Matches a value that exists and is none of these. */
  | { readonly anythingBut: readonly (string | number)[] }
  /** Pairs of comparison and number, which must all hold: `['>=', 1, '<', 5]`. */
  | { readonly numeric: readonly (Comparison | number)[] };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** One value, or a list of matchers of which one must match. */
export type ValuePattern = string | number | boolean | null | readonly Matcher[];

/**
 * What the fields of a JSON body must be. Every named field must match. If the body has a list, one matching
 * element is enough. Matchers are always in lists, so that a field may itself be called `prefix`: `{ action:
 * 'opened', pull_request: { base: { ref: ['main', { prefix: 'release/' }] } } }`.
 */
export interface JsonPattern {
  readonly [field: string]: ValuePattern | JsonPattern;
}

export type Matches = (value: unknown) => boolean;

/** Prepares a pattern once, for use with each webhook. */
export function compilePattern(pattern: ValuePattern | JsonPattern): Matches {
  if (isList(pattern)) return anyOf(pattern.map(compileMatcher));
  if (typeof pattern !== 'object' || pattern === null)
    return anyElement((value) => value === pattern);
  const fields = Object.entries(pattern).map(
    ([name, field]) => [name, compilePattern(field)] as const,
  );
  return anyElement((value) => fields.every(([name, matches]) => matches(fieldOf(value, name))));
}

function isList(pattern: ValuePattern | JsonPattern): pattern is readonly Matcher[] {
  return Array.isArray(pattern);
}

function anyOf(all: readonly Matches[]): Matches {
  return (value) => all.some((matches) => matches(value));
}

/** A list in the body matches if one of its elements does. */
function anyElement(matches: Matches): Matches {
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

type Rule<Argument> = (argument: Argument) => Matches;

const rules: {
  readonly prefix: Rule<string>;
  readonly suffix: Rule<string>;
  readonly wildcard: Rule<string>;
  readonly exists: Rule<boolean>;
  readonly anythingBut: Rule<readonly unknown[]>;
  readonly numeric: Rule<readonly unknown[]>;
} = {
  prefix: (start) => anyElement((value) => typeof value === 'string' && value.startsWith(start)),
  suffix: (end) => anyElement((value) => typeof value === 'string' && value.endsWith(end)),
  wildcard: (text) =>
    anyElement((value) => typeof value === 'string' && isLike(value, text.split('*'))),
  exists: (isThere) => (value) => (value !== undefined) === isThere,
  anythingBut: (unwanted) => (value) =>
    value !== undefined && !anyElement((one) => unwanted.includes(one))(value),
  numeric: (comparisons) => anyElement((value) => isWithin(value, comparisons)),
};

function compileMatcher(matcher: Matcher): Matches {
  if (typeof matcher !== 'object' || matcher === null)
    return anyElement((value) => value === matcher);
  const [[name, argument] = []] = Object.entries(matcher);
  const rule = rules[name as keyof typeof rules] as Rule<unknown>;
  return rule(argument);
}

/** Searches for the parts one after the other. A sender could make a regular expression take very long. */
function isLike(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

export const comparisons: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function isWithin(value: unknown, pairs: readonly unknown[]): boolean {
  if (typeof value !== 'number') return false;
  for (let index = 0; index < pairs.length; index += 2) {
    const compare = comparisons[pairs[index] as Comparison];
    if (!compare(value, Number(pairs[index + 1]))) return false;
  }
  return true;
}
