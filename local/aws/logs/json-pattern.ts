import { documentOf } from './document-of.ts';
import type { MatchMessage } from './match-message.ts';
import { PatternError } from './pattern-error.ts';
import { parsePatternRegex } from './pattern-regex.ts';
import { parseSelector, type Select } from './selector.ts';

/** Whether a document matches. */
type Match = (document: unknown) => boolean;

const token =
  /\s*([{}()]|&&|\|\||!=|[<>]=?|=|"(?:[^"\\]|\\.)*"|%[^%]*%|\$(?:\.?\[[^\]]*\]|\.(?:\*|[\w-]+))*|[^\s(){}=!<>&|"%$]+)\s*/y;

/**
 * Conditions on fields, joined by `&&` and, more loosely, by `||`. What is no JSON matches none.
 *
 * @throws PatternError
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export function parseJsonPattern(pattern: string): MatchMessage {
  const tokens = tokenize(pattern);
  const take = (expected?: string): string => {
    const [next = ''] = tokens.splice(0, 1);
    if (next === '' || (expected !== undefined && next !== expected)) {
      throw new PatternError(pattern, next);
    }
    return next;
  };
  const joined = (operator: '&&' | '||', operand: () => Match): Match => {
    const operands = [operand()];
    while (tokens[0] === operator) {
      take();
      operands.push(operand());
    }
    return operator === '&&'
      ? (document) => operands.every((matches) => matches(document))
      : (document) => operands.some((matches) => matches(document));
  };
  const any = () => joined('||', all);
  const all = () => joined('&&', term);
  const term = (): Match => {
    if (tokens[0] !== '(') return readCondition(pattern, [take(), take(), take()]);
    take();
    const inner = any();
    take(')');
    return inner;
  };
  take('{');
  const matches = any();
  take('}');
  if (tokens.length > 0) throw new PatternError(pattern, tokens[0] ?? '');
  return (message) => {
    const document = documentOf(message);
    return document !== undefined && matches(document);
  };
}

function tokenize(pattern: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < pattern.length) {
    const at = token.lastIndex;
    const found = token.exec(pattern)?.[1];
    if (found === undefined) throw new PatternError(pattern, pattern.slice(at));
    tokens.push(found);
  }
  return tokens;
}

type Words = readonly [selector: string, operator: string, value: string];

/** `$.errorType != "THROTTLED"`, `$.error IS NULL`, `$.error NOT EXISTS`. Of a list (`[*]`) one has to match. */
function readCondition(pattern: string, [selector, operator, value]: Words): Match {
  const select = parseSelector(selector);
  if (select === undefined) throw new PatternError(pattern, selector);
  const state = states[`${operator} ${value}`];
  if (state !== undefined) return state(select);
  const compare = comparison(pattern, operator, value);
  if (compare === undefined) throw new PatternError(pattern, `${operator} ${value}`);
  return (document) => select(document).some(compare);
}

/** AWS has no `EXISTS` and no `IS NOT`. */
const states: Readonly<Record<string, (select: Select) => Match>> = {
  'IS NULL': (select) => (document) => select(document).includes(null),
  'IS TRUE': (select) => (document) => select(document).includes(true),
  'IS FALSE': (select) => (document) => select(document).includes(false),
  'NOT EXISTS': (select) => (document) => select(document).length === 0,
};

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function comparison(pattern: string, operator: string, value: string) {
  const number = Number(value);
  const order = orders[operator];
  if (order !== undefined) {
    if (Number.isNaN(number)) return undefined;
    return (found: unknown) => typeof found === 'number' && order(found, number);
  }
  if (operator !== '=' && operator !== '!=') return undefined;
  const wanted = textPattern(pattern, value);
  const isEqual = (found: unknown) =>
    typeof found === 'number' && !Number.isNaN(number)
      ? found === number
      : wanted.test(String(found));
  return (found: unknown) => found !== null && isEqual(found) === (operator === '=');
}

/** A text may hold `*` for anything. */
function textPattern(pattern: string, value: string): RegExp {
  if (value.startsWith('%')) return parsePatternRegex(value, pattern);
  const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  return new RegExp(`^${text.split('*').map(escapeText).join('.*')}$`, 's');
}

function escapeText(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
