import { z } from 'zod';

/** What a dashboard's body may hold, of what we use, with AWS's limits. A property that is not listed is refused. */
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => z.int().min(least).max(most);
const place = { x: whole(0, 23), y: whole(0), width: whole(1, 24), height: whole(1, 1000) };
const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const relativeTime = z.string().regex(/^-P(\d+D|T\d+[HM])$/);
const region = z.string().min(1);

const drawn = z.strictObject({
  color: colour.optional(),
  expression: z.string().max(2048).optional(),
  id: z
    .string()
    .regex(/^[a-z]\w*$/)
    .max(255)
    .optional(),
  label: z.string().optional(),
  period: whole(60).multipleOf(60).optional(),
  region: region.optional(),
  stat: z
    .string()
    .regex(/^(SampleCount|Sum|Average|Minimum|Maximum|p\d+(\.\d+)?|PR\([\d.]*:[\d.]*\))$/)
    .optional(),
  visible: z.boolean().optional(),
  yAxis: z.enum(['left', 'right']).optional(),
});
/** Namespace, name, and up to 30 dimensions with their values; or an expression. */
const metric = z
  .array(z.union([z.string(), drawn]))
  .refine(isMetric, 'is neither a metric nor an expression');

const axis = z.strictObject({
  label: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
  showUnits: z.boolean(),
});
const horizontal = z.strictObject({
  value: z.number(),
  label: z.string(),
  yAxis: z.enum(['left', 'right']),
  fill: z.enum(['above', 'below', 'none']).optional(),
});

const widget = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    ...place,
    properties: z.strictObject({
      markdown: z.string().min(1),
      background: z.enum(['transparent', 'solid']).optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('alarm'),
    ...place,
    properties: z.strictObject({
      title: z.string(),
      alarms: z.array(z.string().min(1)).min(1).max(100),
    }),
  }),
  z.strictObject({
    type: z.literal('log'),
    ...place,
    properties: z.strictObject({
      title: z.string(),
      view: z.literal('table'),
      region,
      query: z.string().regex(/^SOURCE '[^']+'( \| SOURCE '[^']+')* \| [^|]/),
    }),
  }),
  z.strictObject({
    type: z.literal('metric'),
    ...place,
    properties: z.strictObject({
      view: z.literal('timeSeries'),
      title: z.string(),
      region,
      metrics: z.array(metric).min(1).max(500),
      stacked: z.boolean().optional(),
      start: relativeTime.optional(),
      annotations: z.strictObject({ horizontal: z.array(horizontal).min(1) }).optional(),
      yAxis: z.strictObject({ left: axis, right: axis.optional() }),
    }),
  }),
]);

const body = z.strictObject({
  start: relativeTime,
  periodOverride: z.enum(['auto', 'inherit']),
  widgets: z.array(widget).max(500),
});

export type Widget = z.output<typeof widget>;
export type MetricWidget = Extract<Widget, { readonly type: 'metric' }>;
export type DashboardBody = z.output<typeof body>;

/** @throws ZodError that names what AWS would refuse */
export function readDashboard(text: string): DashboardBody {
  return body.parse(JSON.parse(text));
}

function isMetric(items: readonly unknown[]): boolean {
  const texts = items.filter((item) => typeof item === 'string');
  const [options, ...more] = items.slice(texts.length);
  if (more.length > 0 || typeof options === 'string') return false;
  const { expression } = Object(options);
  if (texts.length === 0) return expression !== undefined;
  const isShort = texts.includes('.') || texts[0] === '...';
  return expression === undefined && (isShort || (texts.length >= 2 && texts.length % 2 === 0));
}
