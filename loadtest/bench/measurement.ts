import type { Comparison } from './compare.ts';

/** One line of the result: a variant against its base. */
export interface Measurement extends Comparison {
  /** What was measured, such as `CPU per request, 8 KB`. */
  readonly what: string;
  readonly variant: string;
  readonly base: string;
  readonly unit: 'µs' | 'ms' | 'MB' | 'bytes';
  /** The highest ratio that the project aims at. */
  readonly aim?: number;
}
