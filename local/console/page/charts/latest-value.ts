import type { GraphSeries } from './graph-props.ts';

/** The last one that was measured; `undefined` where nothing was. */
export function latestValue({ values }: Pick<GraphSeries, 'values'>): number | undefined {
  return values.findLast((value) => value !== null && value !== undefined) ?? undefined;
}
