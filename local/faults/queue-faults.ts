import { hash, randomUUID } from 'node:crypto';
import type { Fault } from '../../client/faults/fault.ts';
import { jsonRefusal, type Refusal } from '../aws/http/refusal.ts';
import { createLoseAnswer } from './lose-answer.ts';
import { strike } from './strike.ts';
import { waitWhenSlow } from './wait-when-slow.ts';

const sending = new Set(['AmazonSQS.SendMessage', 'AmazonSQS.SendMessageBatch']);

/** A call of the SQS API: its `X-Amz-Target` header, and the request, parsed. */
export interface QueueCall {
  readonly target: string;
  readonly body: unknown;
}

export async function slowQueue(faults: readonly Fault[], call: QueueCall): Promise<void> {
  if (isForIntake(call)) await waitWhenSlow(faults, 'queue-slow');
}

/** @returns `undefined` where SQS is well */
export function queueTrouble(faults: readonly Fault[], call: QueueCall): Refusal | undefined {
  if (!isForIntake(call)) return undefined;
  const fault = strike(faults, ['queue-down']);
  if (fault) return jsonRefusal(fault.status ?? 503, 'ServiceUnavailable', 'Service Unavailable');
  return strike(faults, ['queue-loses']) && pretend(call);
}

/** What SQS answers once it has stored them. */
function pretend({ body }: QueueCall): Refusal {
  const { Entries, MessageBody } = Object(body) as {
    readonly MessageBody?: string;
    readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string }[];
  };
  const answer =
    Entries === undefined
      ? stored(MessageBody)
      : { Successful: Entries.map((entry) => ({ Id: entry.Id, ...stored(entry.MessageBody) })) };
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status: 200, headers, body: JSON.stringify(answer) };
}

function stored(body = '') {
  return { MessageId: randomUUID(), MD5OfMessageBody: hash('md5', body, 'hex') };
}

/** Says of each call, once it was carried out, whether its answer gets lost. */
export function createLoseQueueAnswer() {
  const losesAnswer = createLoseAnswer('queue-answer-lost');
  return (faults: readonly Fault[], call: QueueCall): boolean =>
    isForIntake(call) && losesAnswer(faults, JSON.stringify(call.body));
}

function isForIntake({ target, body }: QueueCall): boolean {
  return sending.has(target) && String(Object(body).QueueUrl).endsWith('-intake');
}
