import { MalformedQuery } from './malformed-query.ts';

export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'duration' | 'symbol' | 'end';
  /** Without quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a query, one after the other. */
export interface Tokens {
  peek(): Token;
  next(): Token;
  /** Takes the next word if it is this one, in any case. */
  accept(text: string): boolean;
  expect(text: string): void;
  /** Takes a regular expression, if one comes next. Only the caller knows where one may stand. */
  acceptRegex(): RegExp | undefined;
  /** What was written from there up to here. */
  textFrom(start: number): string;
  fail(message: string, token?: Token): never;
}

const patterns: readonly [kind: Token['kind'], pattern: RegExp][] = [
  ['duration', /\d+(?:ms|s|m|h|d|w)\b/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['name', /[@A-Za-z_][\w.@]*/y],
  ['name', /`[^`]+`/y],
  ['string', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y],
  ['symbol', /=~|!=|<=|>=|[=<>+\-*/%(),|[\]]/y],
];
const space = /(?:\s|#[^\n]*)*/y;
const regex = /\/((?:[^/\\\n]|\\.)+)\//y;

export function readTokens(query: string): Tokens {
  let from = 0;
  /** Where the last word ended. */
  let taken = 0;
  let peeked: Token | undefined;

  const fail = (message: string, token: Token): never => {
    throw new MalformedQuery(message, token);
  };
  const read = (): Token => {
    from = skipSpace(query, from);
    if (from >= query.length) return { kind: 'end', text: 'the end', start: from, end: from };
    const token = tokenAt(query, from);
    if (token !== undefined) return token;
    const odd = { kind: 'symbol', text: query[from] ?? '', start: from, end: from + 1 } as const;
    return fail(`unexpected symbol found ${odd.text} at character ${from + 1}`, odd);
  };
  const peek = () => {
    peeked ??= read();
    return peeked;
  };
  const next = () => {
    const token = peek();
    peeked = undefined;
    from = token.end;
    taken = from;
    return token;
  };
  const accept = (text: string) => {
    const token = peek();
    const isIt = token.kind !== 'string' && token.text.toLowerCase() === text;
    if (isIt) next();
    return isIt;
  };
  return {
    ...{ peek, next, accept },
    expect(text) {
      if (!accept(text)) fail(`expected ${text} and found ${peek().text}`, peek());
    },
    acceptRegex() {
      regex.lastIndex = skipSpace(query, from);
      const found = regex.exec(query);
      if (found === null) return undefined;
      const token = { kind: 'symbol', text: found[0], start: found.index } as const;
      peeked = undefined;
      from = regex.lastIndex;
      taken = from;
      return (
        compile(found[1] ?? '') ?? fail('malformed regular expression', { ...token, end: from })
      );
    },
    textFrom: (start) => query.slice(start, taken),
    fail: (message, token = peek()) => fail(message, token),
  };
}

function tokenAt(query: string, start: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const [found] = pattern.exec(query) ?? [];
    if (found === undefined) continue;
    const text = /^["'`]/.test(found) ? found.slice(1, -1).replace(/\\(.)/gs, '$1') : found;
    return { kind, text, start, end: start + found.length };
  }
  return undefined;
}

function skipSpace(query: string, from: number): number {
  space.lastIndex = from;
  space.exec(query);
  return space.lastIndex;
}

/** `(?i)` at the beginning stands for the flag, as in Java. */
function compile(source: string): RegExp | undefined {
  const isInsensitive = source.startsWith('(?i)');
  try {
    return new RegExp(isInsensitive ? source.slice(4) : source, isInsensitive ? 'i' : '');
  } catch {
    return undefined;
  }
}
