import { z } from 'zod';
import type { MetricRow } from './widget.ts';

export interface RowDefaults {
  readonly stat: string;
  /** In seconds. */
  readonly period: number;
}

const options = z.looseObject({
  id: z.string().optional(),
  label: z.string().optional(),
  expression: z.string().optional(),
  stat: z.string().optional(),
  period: z.number().positive().optional(),
  visible: z.boolean().optional(),
  yAxis: z.enum(['left', 'right']).optional(),
  color: z.string().optional(),
  accountId: z.string().optional(),
});
export const metricRows = z.array(z.array(z.union([z.string(), options])));

/**
 * The rows of a metric widget, with what each leaves out. `.` stands for the same field of the row above, and `...` for its
 * head: what follows takes the place of its tail.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function readMetricRows(
  rows: z.output<typeof metricRows>,
  defaults: RowDefaults,
): readonly MetricRow[] {
  let above: readonly string[] = [];
  return rows.map((row) => {
    const last = row.at(-1);
    const own = typeof last === 'object' ? last : {};
    const texts = row.filter((item) => typeof item === 'string');
    if (texts.length > 0) above = writtenOut(texts, above);
    return {
      id: own.id,
      label: own.label,
      ...(own.expression === undefined
        ? { metric: metricOf(above) }
        : { expression: own.expression }),
      stat: own.stat ?? defaults.stat,
      period: own.period ?? defaults.period,
      visible: own.visible ?? true,
      axis: own.yAxis ?? 'left',
      colour: own.color,
      accountId: own.accountId,
    };
  });
}

function writtenOut(texts: readonly string[], above: readonly string[]): readonly string[] {
  if (texts[0] !== '...')
    return texts.map((text, at) => (text === '.' ? (above[at] ?? text) : text));
  const head = above.slice(0, Math.max(0, above.length - (texts.length - 1)));
  const tail = texts
    .slice(1)
    .map((text, at) => (text === '.' ? (above[head.length + at] ?? text) : text));
  return [...head, ...tail];
}

function metricOf([namespace = '', name = '', ...pairs]: readonly string[]) {
  const dimensions: Record<string, string> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2)
    dimensions[pairs[at] ?? ''] = pairs[at + 1] ?? '';
  return { namespace, name, dimensions };
}
