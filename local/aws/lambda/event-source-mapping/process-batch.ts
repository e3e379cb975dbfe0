import { setTimeout as delay } from 'node:timers/promises';
import type { MappingBatch, Observer } from '../../observer.ts';
import type { CallSqs } from '../../sqs/call-sqs.ts';
import type { InvocationOutcome, InvocationRequest, InvokeFunction } from '../invocation.ts';
import { requestLimitBytes } from '../limits.ts';
import { isRecursive } from '../recursion.ts';
import { failedMessages } from './batch-response.ts';
import type { MappingSettings } from './mapping-settings.ts';
import { type SqsMessage, toRecord } from './sqs-message.ts';

export interface Processing {
  readonly invoke: InvokeFunction;
  readonly call: CallSqs;
  readonly observer: Observer;
}

export interface Batch {
  readonly messages: readonly SqsMessage[];
  /** When its messages come into sight again, by `performance.now()`. */
  readonly visibleAt: number;
}

/**
 * Hands a batch to the function and deletes what succeeded. What failed stays in flight until its visibility
 * timeout is over: the mapping never makes a message visible itself.
 */
export async function processBatch(
  { messages, visibleAt }: Batch,
  settings: MappingSettings,
  { invoke, call, observer }: Processing,
  signal: AbortSignal,
): Promise<void> {
  const isDropped = (message: SqsMessage) =>
    settings.endsLoops && isRecursive(traceHeaderOf(message), settings.functionArn);
  const record = (counts: BatchCounts) =>
    observer.record({ kind: 'mapping-batch', ...stampOf(settings), ...counts });

  const dropped = messages.filter(isDropped);
  for (const _ of dropped) observer.record({ kind: 'recursion-dropped', ...stampOf(settings) });
  const { length } = dropped;
  if (length > 0) record({ polled: length, invoked: 0, failed: length, deleted: 0 });

  for (const part of splitBySize(
    messages.filter((message) => !isDropped(message)),
    settings,
  )) {
    const outcome = await invokeUntil(visibleAt, invoke, requestOf(part, settings), signal);
    const failed = failuresOf(outcome, part.messages, settings);
    const deleted = await deleteMessages(
      part.messages.filter((message) => !failed.has(message.MessageId)),
      settings,
      call,
    );
    const polled = part.messages.length;
    const invoked = outcome.kind === 'throttled' ? 0 : polled;
    record({ polled, invoked, failed: failed.size, deleted });
  }
}

type BatchCounts = Pick<MappingBatch, 'polled' | 'invoked' | 'failed' | 'deleted'>;

/** What each event of a mapping says of it. */
export function stampOf({ id: mappingId, functionName, queueName }: MappingSettings) {
  return { timestamp: Date.now(), functionName, queueName, mappingId };
}

function traceHeaderOf({ Attributes }: SqsMessage): string | undefined {
  return Attributes.AWSTraceHeader;
}

/** The messages of one invocation. */
interface Part {
  readonly messages: SqsMessage[];
  /** JSON text of each. */
  readonly records: string[];
}

function requestOf({ messages, records }: Part, { alias }: MappingSettings): InvocationRequest {
  return {
    payload: `{"Records":[${records.join(',')}]}`,
    messageTraceHeaders: messages.map(traceHeaderOf),
    ...(alias === undefined ? {} : { alias }),
  };
}

const firstBackoffMs = 200;
const longestBackoffMs = 10_000;

/**
 * A batch that Lambda throttles is tried again until its messages come into sight, and then counts one receive: that
 * is how too little concurrency dead-letters healthy messages. AWS doesn't say how long it waits in between.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
async function invokeUntil(
  visibleAt: number,
  invoke: InvokeFunction,
  request: InvocationRequest,
  signal: AbortSignal,
): Promise<InvocationOutcome> {
  for (let backoffMs = firstBackoffMs; ; backoffMs = Math.min(2 * backoffMs, longestBackoffMs)) {
    const outcome = await invoke(request);
    const isOver = performance.now() + backoffMs >= visibleAt;
    if (outcome.kind !== 'throttled' || isOver || signal.aborted) return outcome;
    await delay(backoffMs, undefined, { signal }).catch(() => undefined);
  }
}

function failuresOf(
  outcome: InvocationOutcome,
  messages: readonly SqsMessage[],
  settings: MappingSettings,
): ReadonlySet<string> {
  const ids = messages.map((message) => message.MessageId);
  if (outcome.kind !== 'success') return new Set(ids);
  return settings.hasPartialFailures ? failedMessages(outcome.payload, ids) : new Set();
}

/** Ten messages may be larger together than one invocation may be; Lambda then makes it several. */
function splitBySize(
  messages: readonly SqsMessage[],
  { queueArn, region }: MappingSettings,
): readonly Part[] {
  const parts: Part[] = [];
  let left = 0;
  for (const message of messages) {
    const record = JSON.stringify(toRecord(message, queueArn, region));
    const size = Buffer.byteLength(record) + 1;
    let part = parts.at(-1);
    if (part === undefined || size > left) {
      part = { messages: [], records: [] };
      parts.push(part);
      left = requestLimitBytes - '{"Records":[]}'.length;
    }
    part.messages.push(message);
    part.records.push(record);
    left -= size;
  }
  return parts;
}

const deleteLimit = 10;

async function deleteMessages(
  messages: readonly SqsMessage[],
  settings: MappingSettings,
  call: CallSqs,
): Promise<number> {
  for (let from = 0; from < messages.length; from += deleteLimit) {
    await call('DeleteMessageBatch', {
      QueueUrl: settings.queueUrl,
      Entries: messages.slice(from, from + deleteLimit).map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.ReceiptHandle,
      })),
    });
  }
  return messages.length;
}
