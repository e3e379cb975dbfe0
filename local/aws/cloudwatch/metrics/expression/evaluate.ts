import type { ExpressionContext } from './call.ts';
import { ExpressionError } from './expression-error.ts';
import { functions } from './functions.ts';
import { applyOperator } from './operators.ts';
import type { Node } from './parse.ts';
import { mapValue, type Series, scalar, type Value } from './value.ts';

/**
 * Computes an expression.
 *
 * @throws ExpressionError on an unknown id, a wrong argument, or what is not supported here.
 */
export function evaluateExpression(node: Node, context: ExpressionContext): Value {
  const evaluate = (part: Node): Value => evaluateExpression(part, context);
  switch (node.kind) {
    case 'number':
      return scalar(node.value);
    case 'text':
      throw new ExpressionError(`The text "${node.value}" is not a value`);
    case 'name':
      return lookUp(node.name, context);
    case 'negate':
      return mapValue(evaluate(node.operand), (value) => -value);
    case 'operation':
      return applyOperator(node.operator, evaluate(node.left), evaluate(node.right));
    case 'list':
      return {
        kind: 'array',
        members: node.members.flatMap((part) => spread(evaluate(part), context)),
      };
    case 'call':
      return call(node.name, node.args, context);
  }
}

/** The points of an expression that must be one time series, as an alarm's. */
export function singleSeries(value: Value): Series {
  if (value.kind === 'series') return value.points;
  const [only, ...rest] = value.kind === 'array' ? value.members : [];
  if (only && rest.length === 0) return only;
  throw new ExpressionError(
    `The result is ${value.kind === 'scalar' ? 'a number' : 'an array'}, not a time series`,
  );
}

function lookUp(name: string, context: ExpressionContext): Value {
  const value = context.valueOf(name);
  if (value) return value;
  throw new ExpressionError(`There is no metric or expression with the id ${name}`);
}

function call(name: string, args: readonly Node[], context: ExpressionContext): Value {
  const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!apply) throw new ExpressionError(`The metric math function ${name} is not supported here`);
  return apply({ name, args, context, evaluate: (node) => evaluateExpression(node, context) });
}

function spread(value: Value, { times }: ExpressionContext): readonly Series[] {
  if (value.kind === 'array') return value.members;
  if (value.kind === 'series') return [value.points];
  return [times.map(() => value.value)];
}
