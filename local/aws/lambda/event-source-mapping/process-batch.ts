import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '../../observer.ts';
import type { CallSqs } from '../../sqs/call-sqs.ts';
import type { InvocationOutcome, InvocationRequest, InvokeFunction } from '../invocation.ts';
import { requestLimitBytes } from '../limits.ts';
import { failedMessages } from './batch-response.ts';
import type { MappingSettings } from './settings.ts';
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
  const records = messages.map((message) =>
    JSON.stringify(toRecord(message, settings.queueArn, settings.region)),
  );
  for (const { from, to } of splitBySize(records)) {
    const part = messages.slice(from, to);
    const request = {
      payload: `{"Records":[${records.slice(from, to).join(',')}]}`,
      ...(settings.alias === undefined ? {} : { alias: settings.alias }),
    };
    const outcome = await invokeUntil(visibleAt, invoke, request, signal);
    const failed = failuresOf(outcome, part, settings);
    const deleted = await deleteMessages(
      part.filter((message) => !failed.has(message.MessageId)),
      settings,
      call,
    );
    observer.record({
      kind: 'mapping-batch',
      timestamp: Date.now(),
      functionName: settings.functionName,
      queueName: settings.queueName,
      polled: part.length,
      invoked: outcome.kind === 'throttled' ? 0 : part.length,
      failed: failed.size,
      deleted,
    });
  }
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
function splitBySize(records: readonly string[]): { from: number; to: number }[] {
  const envelope = '{"Records":[]}'.length;
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  let bytes = envelope;
  records.forEach((record, index) => {
    const size = Buffer.byteLength(record) + 1;
    if (index > from && bytes + size > requestLimitBytes) {
      parts.push({ from, to: index });
      from = index;
      bytes = envelope;
    }
    bytes += size;
  });
  return [...parts, { from, to: records.length }];
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
