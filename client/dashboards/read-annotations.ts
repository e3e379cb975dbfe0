import { z } from 'zod';
import type { Line, Mark } from './widget.ts';

const shared = {
  label: z.string().default(''),
  color: z.string().optional(),
  visible: z.boolean().default(true),
};
const line = z.looseObject({
  ...shared,
  value: z.number(),
  fill: z.enum(['above', 'below', 'none']).optional(),
  yAxis: z.enum(['left', 'right']).default('left'),
});
const mark = z.looseObject({
  ...shared,
  value: z.string(),
  fill: z.enum(['before', 'after', 'none']).optional(),
});
const one = <T extends z.ZodType>(schema: T) => z.union([schema, z.tuple([schema, schema])]);

export const annotations = z.looseObject({
  horizontal: z.array(one(line)).default([]),
  vertical: z.array(one(mark)).default([]),
  alarms: z.array(z.string()).default([]),
});

type Annotations = z.output<typeof annotations>;

/** Thresholds; two of them in an array are a band. */
export function readLines({ horizontal }: Annotations): readonly Line[] {
  return horizontal.map(pair).flatMap(([{ value, label, color, fill, yAxis, visible }, end]) =>
    visible
      ? [
          {
            at: value,
            to: end?.value,
            label: named(label, end?.label),
            axis: yAxis,
            fill: fill === 'none' ? undefined : fill,
            colour: color,
          },
        ]
      : [],
  );
}

/** Points in time; two of them in an array are a stretch. */
export function readMarks({ vertical }: Annotations): readonly Mark[] {
  return vertical.map(pair).flatMap(([{ value, label, color, fill, visible }, end]) =>
    visible && !Number.isNaN(Date.parse(value))
      ? [
          {
            at: Date.parse(value),
            to: end === undefined ? undefined : Date.parse(end.value),
            label: named(label, end?.label),
            fill: fill === 'none' ? undefined : fill,
            colour: color,
          },
        ]
      : [],
  );
}

function pair<T>(given: T | readonly [T, T]): readonly [T, T?] {
  return Array.isArray(given) ? (given as [T, T]) : [given as T];
}

function named(label: string, other = ''): string {
  return [label, other].filter((text) => text !== '').join(' to ');
}
