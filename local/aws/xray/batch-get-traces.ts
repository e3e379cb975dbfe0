import { z } from 'zod';
import { assembleTrace } from './assemble-trace.ts';
import type { XrayDaemon } from './daemon.ts';

export const batchGetTracesInput = z.strictObject({
  TraceIds: z.array(z.string().min(1).max(35)).max(5),
  NextToken: z.string().nullish(),
});

/**
 * The action BatchGetTraces. An id that is unknown is left out of both lists, as on AWS.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html
 */
export function batchGetTraces(
  { trace }: Pick<XrayDaemon, 'trace'>,
  { TraceIds }: z.output<typeof batchGetTracesInput>,
): object {
  const Traces = [...new Set(TraceIds)].flatMap((Id) => {
    const segments = assembleTrace(trace(Id));
    if (segments.length === 0) return [];
    const started = Math.min(...segments.map(({ start_time }) => start_time));
    const ended = Math.max(...segments.map(({ end_time, start_time }) => end_time ?? start_time));
    const Segments = segments.map((segment) => ({
      Id: segment.id,
      Document: JSON.stringify(segment),
    }));
    return [{ Id, Duration: ended - started, LimitExceeded: false, Segments }];
  });
  return { Traces, UnprocessedTraceIds: [] };
}
