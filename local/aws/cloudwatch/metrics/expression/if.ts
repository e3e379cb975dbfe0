import type { Call } from './call.ts';
import { ExpressionError } from './expression-error.ts';
import { type Series, series, type Value } from './value.ts';

/**
 * `IF(condition, then, else?)`: true is any value but 0.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
 */
export function choose({ args, evaluate, context }: Call): Value {
  const [condition, onTrue, onFalse] = args;
  if (!condition || !onTrue || args.length > 3) {
    throw new ExpressionError('IF takes a condition, a value and at most one alternative');
  }
  const empty: Value = { kind: 'scalar', value: undefined };
  const test = evaluate(condition);
  const values = [evaluate(onTrue), onFalse ? evaluate(onFalse) : empty] as const;
  if (test.kind === 'scalar') {
    const chosen = values[test.value ? 0 : 1];
    return chosen.kind === 'scalar' ? series(context.times.map(() => chosen.value)) : chosen;
  }
  const [yes, no] = values.map(pointReader);
  return series(
    conditionPoints(test).map((point, index) => {
      if (point === undefined) return undefined;
      // Documented: a true condition whose value is missing yields 0; a false one is dropped.
      return point === 0 ? no?.(index) : (yes?.(index) ?? 0);
    }),
  );
}

function conditionPoints(value: Value): Series {
  if (value.kind === 'series') return value.points;
  throw new ExpressionError('An array of time series can not be the condition of IF');
}

function pointReader(value: Value): (index: number) => number | undefined {
  if (value.kind === 'array') {
    throw new ExpressionError('IF can not choose an array of time series');
  }
  return (index) => (value.kind === 'scalar' ? value.value : value.points[index]);
}
