import { z } from 'zod';
import type { FetchedTrace } from './fetch-traces.ts';
import type { Span, TracePart } from './journey.ts';

interface Segment {
  readonly id: string;
  readonly name: string;
  readonly start_time: number;
  readonly end_time?: number | undefined;
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
  readonly aws?: { readonly operation?: string | undefined } | undefined;
  readonly http?:
    | { readonly response?: { readonly status?: number | undefined } | undefined }
    | undefined;
  readonly fault?: boolean | undefined;
  readonly error?: boolean | undefined;
  readonly throttle?: boolean | undefined;
  readonly parent_id?: string | undefined;
  readonly subsegments?: readonly Segment[] | undefined;
}

/** Since 1970, and no more than a date can be. */
const seconds = z.number().min(0).max(8.64e12);

const segment: z.ZodType<Segment> = z.lazy(() =>
  z.object({
    id: z.string(),
    name: z.string(),
    start_time: seconds,
    end_time: seconds.optional(),
    annotations: z.record(z.string(), z.unknown()).optional(),
    aws: z.object({ operation: z.string().optional() }).optional(),
    http: z.object({ response: z.object({ status: z.number().optional() }).optional() }).optional(),
    fault: z.boolean().optional(),
    error: z.boolean().optional(),
    throttle: z.boolean().optional(),
    parent_id: z.string().optional(),
    subsegments: z.array(segment).optional(),
  }),
);

/** Which webhook is meant: a batch of others may be in the same trace. */
export interface Meant {
  readonly source: string;
  readonly deliveryId: string;
}

/** What a trace says of one webhook: its own parts, and those around them, in the order of time. */
export function spansOfTrace({ id, documents }: FetchedTrace, meant: Meant): TracePart {
  const segments = documents.flatMap((document) => {
    const { success, data } = segment.safeParse(document);
    return success ? [data] : [];
  });
  const byTime = segments.toSorted((a, b) => a.start_time - b.start_time);
  const inner = new Set(byTime.map((one) => one.id));
  const roots = byTime.filter(({ parent_id: parent = '' }) => !inner.has(parent));
  const spans = roots.flatMap((root) => spansIn(root, 0, byTime, meant));
  return { traceId: id, spans };
}

function spansIn(
  one: Segment,
  depth: number,
  all: readonly Segment[],
  meant: Meant,
): readonly Span[] {
  if (isOfAnother(one, meant)) return [];
  const called = all.filter(({ parent_id: parent }) => parent === one.id);
  const within = [...(one.subsegments ?? []), ...called].toSorted(
    (a, b) => a.start_time - b.start_time,
  );
  return [spanOf(one, depth), ...within.flatMap((part) => spansIn(part, depth + 1, all, meant))];
}

function isOfAnother({ annotations = {} }: Segment, { source, deliveryId }: Meant): boolean {
  const { source: itsSource = source, deliveryId: its = deliveryId } = annotations;
  return itsSource !== source || its !== deliveryId;
}

function spanOf(one: Segment, depth: number): Span {
  const { name, start_time: start, end_time: end = start, annotations, aws, http } = one;
  const destination = annotations?.destination;
  return {
    ...{ name, depth, at: new Date(start * 1000).toISOString() },
    ms: Math.round((end - start) * 1000),
    ...(aws?.operation === undefined ? {} : { operation: aws.operation }),
    ...(typeof destination === 'string' ? { destination } : {}),
    ...(http?.response?.status === undefined ? {} : { status: http.response.status }),
    isFailed: one.fault === true || one.error === true || one.throttle === true,
  };
}
