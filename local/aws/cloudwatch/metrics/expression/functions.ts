import type { Call } from './call.ts';
import { ExpressionError } from './expression-error.ts';
import { fill } from './fill.ts';
import { choose } from './if.ts';
import { finite, mapSeries, mapValue, type Series, scalar, series, type Value } from './value.ts';

type MathFunction = (call: Call) => Value;

/**
 * The functions that this evaluator knows.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export const functions: Readonly<Record<string, MathFunction>> = {
  ABS: eachPoint(Math.abs),
  CEIL: eachPoint(Math.ceil),
  FLOOR: eachPoint(Math.floor),
  LOG: eachPoint(Math.log),
  LOG10: eachPoint(Math.log10),
  DIFF: eachSeries((points) => differences(points, (change) => change)),
  RATE: (call) =>
    eachSeries((points) =>
      differences(points, (change, steps) => change / (steps * call.context.periodSeconds)),
    )(call),
  RUNNING_SUM: eachSeries(runningSum),
  SUM: aggregate((values) => total(values)),
  MIN: aggregate((values) => Math.min(...values)),
  MAX: aggregate((values) => Math.max(...values)),
  // Across an array, AWS counts a missing value as 0.
  AVG: aggregate((values, size) => total(values) / size),
  DATAPOINT_COUNT: aggregate((values) => values.length),
  METRIC_COUNT: (call) => {
    const value = only(call);
    return scalar(value.kind === 'array' ? value.members.length : 1);
  },
  METRICS: ({ args: [filter], context }) => ({
    kind: 'array',
    members: context.metrics(filter?.kind === 'text' ? filter.value : ''),
  }),
  PERIOD: (call) => {
    only(call);
    return scalar(call.context.periodSeconds);
  },
  TIME_SERIES: (call) => {
    const value = only(call);
    if (value.kind !== 'scalar') throw new ExpressionError('TIME_SERIES takes a number');
    return series(call.context.times.map(() => value.value));
  },
  FILL: fill,
  IF: choose,
};

function eachPoint(apply: (value: number) => number): MathFunction {
  return (call) => mapValue(only(call), apply);
}

function eachSeries(change: (points: Series) => Series): MathFunction {
  return (call) => {
    const changed = mapSeries(only(call), change);
    if (!changed) throw new ExpressionError(`${call.name} takes a time series`);
    return changed;
  };
}

/** One series becomes a number; an array becomes one series. `size` is how many there were, gaps included. */
function aggregate(apply: (values: readonly number[], size: number) => number): MathFunction {
  const reduce = (points: Series, size: number) => {
    const values = points.filter((point) => point !== undefined);
    return values.length === 0 ? undefined : finite(apply(values, size));
  };
  return (call) => {
    const value = only(call);
    if (value.kind === 'scalar') return value;
    if (value.kind === 'series') {
      return scalar(
        reduce(value.points, value.points.filter((point) => point !== undefined).length),
      );
    }
    const { members } = value;
    const at = (index: number) => members.map((member) => member[index]);
    return series(call.context.times.map((_, index) => reduce(at(index), members.length)));
  };
}

/** From each value to the one before it, `steps` periods ago. */
function differences(points: Series, apply: (change: number, steps: number) => number): Series {
  let last: { readonly index: number; readonly value: number } | undefined;
  return points.map((value, index) => {
    if (value === undefined) return undefined;
    const before = last;
    last = { index, value };
    return before ? finite(apply(value - before.value, index - before.index)) : undefined;
  });
}

function runningSum(points: Series): Series {
  let sum = 0;
  return points.map((value) => {
    if (value === undefined) return undefined;
    sum += value;
    return sum;
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function only({ name, args, evaluate }: Call): Value {
  const [argument, ...rest] = args;
  if (!argument || rest.length > 0) throw new ExpressionError(`${name} takes one argument`);
  return evaluate(argument);
}
