import type { SQSRecord } from 'aws-lambda';
import { type Envelope, withoutPast } from '../webhook/envelope.ts';

/** A message's attribute: the id of the redrive that sent it through again. */
export const redriveAttribute = 'spillway-redrive';

export function redriveOf({ messageAttributes }: SQSRecord): string | undefined {
  return messageAttributes[redriveAttribute]?.stringValue;
}

/**
 * The envelope with its message's mark, which so comes along to a copy that is put back and to a dead letter. What
 * SQS moved to the dead-letter queue still has its attempts: sent through again, it starts from none.
 */
export function withRedrive(envelope: Envelope, record: SQSRecord): Envelope {
  const redrive = redriveOf(record);
  return redrive === undefined ? envelope : { ...withoutPast(envelope), redrive };
}

/** Whether it came to an end before. */
export function isReplayed({ nonce, redrive }: Pick<Envelope, 'nonce' | 'redrive'>): boolean {
  return nonce !== undefined || redrive !== undefined;
}
