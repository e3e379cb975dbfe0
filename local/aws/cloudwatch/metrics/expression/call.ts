import type { Node } from './parse.ts';
import type { Series, Value } from './value.ts';

/** What an expression refers to. All series have one value for each of `times`. */
export interface ExpressionContext {
  /** The start of each period, in milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly periodSeconds: number;
  /** The metric or expression with that id. */
  readonly valueOf: (id: string) => Value | undefined;
  /** The metrics (not the expressions) whose id contains the text. */
  readonly metrics: (filter: string) => readonly Series[];
}

/** A function of metric math, with what it is called on. */
export interface Call {
  readonly name: string;
  readonly args: readonly Node[];
  readonly context: ExpressionContext;
  readonly evaluate: (node: Node) => Value;
}
