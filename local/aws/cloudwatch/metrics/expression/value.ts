/** One value for each point in time; undefined where there is none. */
export type Series = readonly (number | undefined)[];

/** The value of an expression, or of a part of it. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number | undefined }
  | { readonly kind: 'series'; readonly points: Series }
  | { readonly kind: 'array'; readonly members: readonly Series[] };

export const scalar = (value: number | undefined): Value => ({ kind: 'scalar', value });
export const series = (points: Series): Value => ({ kind: 'series', points });

/** Applies `apply` to a scalar, to each point, or to each point of each member. Gaps stay gaps. */
export function mapValue(value: Value, apply: (value: number) => number): Value {
  const point = (x: number | undefined) => (x === undefined ? undefined : finite(apply(x)));
  if (value.kind === 'scalar') return scalar(point(value.value));
  if (value.kind === 'series') return series(value.points.map(point));
  return { kind: 'array', members: value.members.map((member) => member.map(point)) };
}

/** Applies `change` to one series, or to each member of an array. */
export function mapSeries(value: Value, change: (points: Series) => Series): Value | undefined {
  if (value.kind === 'scalar') return undefined;
  if (value.kind === 'series') return series(change(value.points));
  return { kind: 'array', members: value.members.map(change) };
}

/** A point that can't be computed, such as a division by zero, is dropped. */
export function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
