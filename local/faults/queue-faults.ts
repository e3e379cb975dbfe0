import { type Fault, strike } from './fault.ts';
import { jsonRefusal, type Refusal } from './refusal.ts';

const sending = new Set(['AmazonSQS.SendMessage', 'AmazonSQS.SendMessageBatch']);

/**
 * @param target the `X-Amz-Target` header
 * @param body the parsed request
 * @returns `undefined` where SQS is well
 */
export function queueTrouble(
  faults: readonly Fault[],
  target: string,
  body: unknown,
): Refusal | undefined {
  if (!sending.has(target) || !String(Object(body).QueueUrl).endsWith('-intake')) return undefined;
  const fault = strike(faults, ['queue-down']);
  return fault && jsonRefusal(fault.status ?? 503, 'ServiceUnavailable', 'Service Unavailable');
}
