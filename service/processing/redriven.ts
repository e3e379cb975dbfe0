import type { SQSRecord } from 'aws-lambda';
import { type Envelope, withoutPast } from '../webhook/envelope.ts';

/** The message attribute with the id of the redrive that sent it again. */
export const redriveAttribute = 'spillway-redrive';

export function redriveOf({ messageAttributes }: SQSRecord): string | undefined {
  return messageAttributes[redriveAttribute]?.stringValue;
}

/**
 * Copies the message's redrive mark into the envelope, so that a copy that is put back and a dead letter carry it
 * too. A message that SQS moved to the dead-letter queue still has its attempts; when it is sent again, it starts
 * from none.
 */
export function withRedrive(envelope: Envelope, record: SQSRecord): Envelope {
  const redrive = redriveOf(record);
  return redrive === undefined ? envelope : { ...withoutPast(envelope), redrive };
}

/** Whether it came to an end once before. */
export function isReplayed({ nonce, redrive }: Pick<Envelope, 'nonce' | 'redrive'>): boolean {
  return nonce !== undefined || redrive !== undefined;
}
