import type { Fault } from '../../client/faults/fault.ts';
import { jsonRefusal, type Refusal } from '../aws/http/refusal.ts';
import { createLoseAnswer } from './lose-answer.ts';
import { strike } from './strike.ts';

const sending = new Set(['AmazonSQS.SendMessage', 'AmazonSQS.SendMessageBatch']);

/** A call of the SQS API: its `X-Amz-Target` header, and the request, parsed. */
export interface QueueCall {
  readonly target: string;
  readonly body: unknown;
}

/** @returns `undefined` where SQS is well */
export function queueTrouble(faults: readonly Fault[], call: QueueCall): Refusal | undefined {
  if (!isForIntake(call)) return undefined;
  const fault = strike(faults, ['queue-down']);
  return fault && jsonRefusal(fault.status ?? 503, 'ServiceUnavailable', 'Service Unavailable');
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
