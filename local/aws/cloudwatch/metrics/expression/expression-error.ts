/** A metric math expression that is wrong, or that uses what is not supported here. The message names it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}
