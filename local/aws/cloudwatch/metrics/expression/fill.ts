import type { Call } from './call.ts';
import { ExpressionError } from './expression-error.ts';
import type { Node } from './parse.ts';
import { mapSeries, type Series, type Value } from './value.ts';

/** `FILL(series, number | series | REPEAT | LINEAR)`. */
export function fill({ args, evaluate }: Call): Value {
  const [target, filler] = args;
  if (!target || !filler || args.length > 2) {
    throw new ExpressionError('FILL takes a time series and what to fill its gaps with');
  }
  const filled = mapSeries(evaluate(target), fillerOf(filler, evaluate));
  if (!filled) throw new ExpressionError('FILL takes a time series');
  return filled;
}

function fillerOf(filler: Node, evaluate: Call['evaluate']): (points: Series) => Series {
  if (filler.kind === 'name' && filler.name === 'REPEAT') return repeatLast;
  if (filler.kind === 'name' && filler.name === 'LINEAR') return interpolate;
  const value = evaluate(filler);
  if (value.kind === 'array') throw new ExpressionError('FILL can not fill with an array');
  const at = (index: number) => (value.kind === 'scalar' ? value.value : value.points[index]);
  return (points) => points.map((point, index) => point ?? at(index));
}

function repeatLast(points: Series): Series {
  let last: number | undefined;
  return points.map((point) => {
    last = point ?? last;
    return last;
  });
}

/** A gap at either end has nothing to lead to, and stays. */
function interpolate(points: Series): Series {
  return points.map((point, index) => {
    if (point !== undefined) return point;
    const before = points.findLastIndex((known, at) => at < index && known !== undefined);
    const after = points.findIndex((known, at) => at > index && known !== undefined);
    const from = points[before];
    const to = points[after];
    if (from === undefined || to === undefined) return undefined;
    return from + ((to - from) * (index - before)) / (after - before);
  });
}
