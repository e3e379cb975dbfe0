import { ExpressionError } from './expression-error.ts';
import { finite, mapValue, type Series, scalar, series, type Value } from './value.ts';

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
};

/**
 * Between two series, a value that only one of them has meets a 0. A division by zero drops the point.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-arithmetic
 */
export function applyOperator(operator: string, left: Value, right: Value): Value {
  const apply = operators[operator];
  if (!apply) throw new ExpressionError(`The operator ${operator} is not supported here`);
  if (right.kind === 'scalar') {
    const { value } = right;
    return value === undefined ? emptyLike(left) : mapValue(left, (x) => apply(x, value));
  }
  if (left.kind === 'scalar') {
    const { value } = left;
    return value === undefined ? emptyLike(right) : mapValue(right, (x) => apply(value, x));
  }
  return combine(left, right, (a, b) => zip(a, b, apply));
}

function combine(
  left: Exclude<Value, { kind: 'scalar' }>,
  right: Exclude<Value, { kind: 'scalar' }>,
  join: (a: Series, b: Series) => Series,
): Value {
  if (left.kind === 'series' && right.kind === 'series') {
    return series(join(left.points, right.points));
  }
  if (left.kind === 'array' && right.kind === 'array') {
    throw new ExpressionError('An operator between two arrays of time series is not supported');
  }
  if (left.kind === 'array') {
    const points = right.kind === 'series' ? right.points : [];
    return { kind: 'array', members: left.members.map((member) => join(member, points)) };
  }
  const members = right.kind === 'array' ? right.members : [];
  return { kind: 'array', members: members.map((member) => join(left.points, member)) };
}

function zip(a: Series, b: Series, apply: (a: number, b: number) => number): Series {
  return a.map((left, index) => {
    const right = b[index];
    if (left === undefined && right === undefined) return undefined;
    return finite(apply(left ?? 0, right ?? 0));
  });
}

function emptyLike(value: Value): Value {
  if (value.kind === 'scalar') return scalar(undefined);
  if (value.kind === 'series') return series(value.points.map(() => undefined));
  return { kind: 'array', members: value.members.map((member) => member.map(() => undefined)) };
}
