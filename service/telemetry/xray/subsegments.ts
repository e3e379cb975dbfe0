import type { Segment, Subsegment } from 'aws-xray-sdk-core';
import type { AwsAnswer, AwsCall } from '../aws-call.ts';
import { describeError } from '../describe-error.ts';

/** Runs `work`, then closes the subsegment, with the error if `work` threw one. */
export async function closing<Result>(
  subsegment: Subsegment,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    subsegment.close();
    return result;
  } catch (error) {
    subsegment.close(capturedError(error));
    throw error;
  }
}

const messageLimit = 1_000;
const stackLimit = 4_000;
/** One for each error, as the SDK knows by that the subsegments that it has passed. */
const captured = new WeakMap<object, Error>();

/**
 * What the SDK gets to see of an error. A handler or a transform may have thrown anything: the SDK would fail at a stack
 * that is no text, and a segment of more than 64 KB is lost.
 */
function capturedError(error: unknown): Error {
  const isKey = typeof error === 'object' && error !== null;
  const known = isKey ? captured.get(error) : undefined;
  if (known !== undefined) return known;
  const { name, message, stack } = describeError(error);
  const made = new Error(cut(message, messageLimit));
  made.name = cut(name, messageLimit);
  made.stack = cut(stack ?? '', stackLimit);
  if (isKey) captured.set(error, made);
  return made;
}

function cut(text: unknown, limit: number): string {
  return String(text).slice(0, limit).toWellFormed();
}

const annotationLimit = 1_000; // https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-annotations

export function addAnnotations(
  subsegment: Subsegment,
  annotations: Readonly<Record<string, string>>,
): void {
  for (const key in annotations)
    subsegment.addAnnotation(
      key,
      (annotations[key] ?? '').slice(0, annotationLimit).toWellFormed(),
    );
}

/**
 * The fields from which X-Ray draws an AWS service's node:
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-aws
 */
export function describeCall(
  subsegment: Subsegment,
  call: AwsCall,
  { $metadata }: AwsAnswer,
): void {
  const status = $metadata?.httpStatusCode;
  subsegment.addAttribute('aws', {
    operation: call.operation,
    region: call.region,
    queue_url: call.queueUrl,
    request_id: $metadata?.requestId,
    retries: ($metadata?.attempts ?? 1) - 1,
  });
  if (status === undefined) return;
  subsegment.addAttribute('http', { response: { status } });
  if (status === 429) subsegment.addThrottleFlag();
  if (status >= 400 && status < 500) subsegment.addErrorFlag();
}

/**
 * The header that makes the called service a child of `parentId`:
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function traceHeader(segment: Segment | Subsegment, parentId: string): string {
  const root = 'segment' in segment ? segment.segment : segment;
  let header = `Root=${root.trace_id};Parent=${parentId};Sampled=${root.notTraced ? 0 : 1}`;
  // Such as `Lineage`, by which Lambda notices functions that call each other without end.
  for (const [key, value] of Object.entries(root.additionalTraceData ?? {})) {
    header += `;${key}=${value}`;
  }
  return header;
}
