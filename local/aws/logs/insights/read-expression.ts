import { functions, milliseconds } from './functions.ts';
import type { Tokens } from './read-tokens.ts';
import { compare, numberOf, type Row, textOf, type Value } from './row.ts';

/** A condition is 1 or 0. A comparison with a field that a line does not have is neither. */
export type Expression = (row: Row) => Value | undefined;

type Compare = (a: Value, b: Value) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  '=': (a, b) => compare(a, b) === 0,
  '!=': (a, b) => compare(a, b) !== 0,
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) >= 0,
};

type Calculate = (a: number, b: number) => number;

const sums: Readonly<Record<string, Calculate>> = { '+': (a, b) => a + b, '-': (a, b) => a - b };
const products: Readonly<Record<string, Calculate>> = {
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** @throws MalformedQuery */
export function readExpression(tokens: Tokens): Expression {
  let left = readAnd(tokens);
  while (tokens.accept('or')) {
    const [a, b] = [left, readAnd(tokens)];
    left = (row) => Number(isTrue(a(row)) || isTrue(b(row)));
  }
  return left;
}

export function isTrue(value: Value | undefined): boolean {
  return value !== undefined && value !== 0 && value !== '';
}

function readAnd(tokens: Tokens): Expression {
  let left = readNot(tokens);
  while (tokens.accept('and')) {
    const [a, b] = [left, readNot(tokens)];
    left = (row) => Number(isTrue(a(row)) && isTrue(b(row)));
  }
  return left;
}

function readNot(tokens: Tokens): Expression {
  return tokens.accept('not') ? negated(readNot(tokens)) : readComparison(tokens);
}

function negated(condition: Expression): Expression {
  return (row) => {
    const value = condition(row);
    return value === undefined ? undefined : Number(!isTrue(value));
  };
}

function readComparison(tokens: Tokens): Expression {
  const left = readOperation(tokens, sums, () => readOperation(tokens, products, readOperand));
  const { text, kind } = tokens.peek();
  const meets =
    kind === 'symbol' && Object.hasOwn(comparisons, text) ? comparisons[text] : undefined;
  if (meets !== undefined) {
    tokens.next();
    const right = readOperation(tokens, sums, () => readOperation(tokens, products, readOperand));
    return (row) => onBoth(left(row), right(row), meets);
  }
  if (tokens.accept('=~')) return matching(left, readPattern(tokens));
  const isNot = tokens.accept('not');
  const condition = readMembership(tokens, left);
  if (condition !== undefined) return isNot ? negated(condition) : condition;
  return isNot ? tokens.fail('expected like or in after not') : left;
}

function readMembership(tokens: Tokens, left: Expression): Expression | undefined {
  if (tokens.accept('like')) return matching(left, readPattern(tokens));
  if (!tokens.accept('in')) return undefined;
  tokens.expect('[');
  const choices = [readOperand(tokens)];
  while (tokens.accept(',')) choices.push(readOperand(tokens));
  tokens.expect(']');
  return (row) => {
    const value = left(row);
    if (value === undefined) return undefined;
    return Number(
      choices.some((choice) => isTrue(onBoth(value, choice(row), comparisons['='] as Compare))),
    );
  };
}

function onBoth(a: Value | undefined, b: Value | undefined, meets: Compare): number | undefined {
  return a === undefined || b === undefined ? undefined : Number(meets(a, b));
}

function readPattern(tokens: Tokens): (text: string) => boolean {
  const regex = tokens.acceptRegex();
  if (regex !== undefined) return (text) => regex.test(text);
  const { kind, text: part } = tokens.peek();
  if (kind !== 'string') tokens.fail('expected a text in quotes or a regular expression');
  tokens.next();
  return (text) => text.includes(part);
}

function matching(left: Expression, matches: (text: string) => boolean): Expression {
  return (row) => {
    const value = left(row);
    return value === undefined ? undefined : Number(matches(textOf(value)));
  };
}

function readOperation(
  tokens: Tokens,
  operators: Readonly<Record<string, Calculate>>,
  readSide: (tokens: Tokens) => Expression,
): Expression {
  let left = readSide(tokens);
  for (;;) {
    const { kind, text } = tokens.peek();
    const calculate =
      kind === 'symbol' && Object.hasOwn(operators, text) ? operators[text] : undefined;
    if (calculate === undefined) return left;
    tokens.next();
    const [a, b] = [left, readSide(tokens)];
    left = (row) => {
      const [x, y] = [numberOf(a(row)), numberOf(b(row))];
      return x === undefined || y === undefined ? undefined : calculate(x, y);
    };
  }
}

function readOperand(tokens: Tokens): Expression {
  if (tokens.accept('(')) {
    const inner = readExpression(tokens);
    tokens.expect(')');
    return inner;
  }
  const isNegative = tokens.accept('-');
  const token = tokens.next();
  if (token.kind === 'number') {
    const number = Number(token.text) * (isNegative ? -1 : 1);
    return () => number;
  }
  if (token.kind === 'string' && !isNegative) return () => token.text;
  if (token.kind !== 'name' || isNegative) tokens.fail(`unexpected ${token.text}`, token);
  return tokens.accept('(') ? readCall(tokens, token.text) : (row) => row(token.text);
}

function readCall(tokens: Tokens, called: string): Expression {
  const name = called.toLowerCase();
  if (name === 'bin') return readBin(tokens);
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (run === undefined) tokens.fail(`the function ${called} is not known here`);
  const given: Expression[] = [];
  while (!tokens.accept(')')) {
    if (given.length > 0) tokens.expect(',');
    given.push(readExpression(tokens));
  }
  return (row) => run?.(given.map((one) => one(row)));
}

/** `bin(5m)`: the time of the event, rounded down. */
function readBin(tokens: Tokens): Expression {
  const { kind, text } = tokens.peek();
  if (kind !== 'duration') tokens.fail('expected a period such as 5m');
  tokens.next();
  tokens.expect(')');
  const length = milliseconds(text);
  return (row) => {
    const time = numberOf(row('@timestamp'));
    return time === undefined ? undefined : new Date(Math.floor(time / length) * length);
  };
}
