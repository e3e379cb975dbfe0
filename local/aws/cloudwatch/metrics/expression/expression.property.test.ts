import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../../../../service/webhook/vectors/property-runs.ts';
import { evaluateExpression } from './evaluate.ts';
import { ExpressionError } from './expression-error.ts';
import { parseExpression } from './parse.ts';

const leaf = fc.oneof(fc.nat(100).map(String), fc.constantFrom('m1', 'm2', 'REPEAT', '"x"'));
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '<', '==', 'AND', 'OR'),
        tie('expression'),
      )
      .map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(
        fc.constantFrom('SUM', 'IF', 'FILL', 'DIFF', 'MAX', 'PERIOD'),
        fc.array(tie('expression'), { maxLength: 3 }),
      )
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((members) => `[${members.join(', ')}]`),
  ),
}));

function compute(text: string): unknown {
  return evaluateExpression(parseExpression(text), {
    times: [0, 60_000, 120_000],
    periodSeconds: 60,
    valueOf: (id) => (/^m\d$/.test(id) ? { kind: 'series', points: [1, undefined, 3] } : undefined),
    metrics: () => [[1, undefined, 3]],
  });
}

/** The error, or undefined where there is none. */
function failureOf(text: string): unknown {
  try {
    compute(text);
    return undefined;
  } catch (error) {
    return error;
  }
}

it('computes or refuses with a reason: never anything else, whatever the expression', () => {
  const texts = fc.oneof(expression, fc.string());
  fc.assert(
    fc.property(texts, (text) => {
      const failure = failureOf(text);
      expect(failure === undefined || failure instanceof ExpressionError).toBe(true);
    }),
    runs(2_000),
  );
});

it('computes plain arithmetic as JavaScript does', () => {
  const arithmetic = fc.letrec<{ sum: string }>((tie) => ({
    sum: fc.oneof(
      { maxDepth: 5 },
      fc.integer({ min: 1, max: 9 }).map(String),
      fc
        .tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum'))
        .map((parts) => parts.join(' ')),
      tie('sum').map((inner) => `(${inner})`),
    ),
  })).sum;
  fc.assert(
    fc.property(arithmetic, (text) => {
      const expected: unknown = new Function(`return ${text}`)();
      expect(compute(text)).toEqual({ kind: 'scalar', value: expected });
    }),
  );
});
