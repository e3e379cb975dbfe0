import type { TakenEvent } from '../../aws/eventbridge/put-events.ts';
import type { TakenMail } from '../../aws/ses/thread-messages.ts';
import type { SentMessage } from '../../aws/sqs/watch-queue.ts';
import type { MessageContent } from '../messages.ts';

export function contentOfMail({ from, to, subject, text }: TakenMail): MessageContent {
  const recipients = to.join(', ');
  return {
    method: 'SendEmail',
    url: recipients,
    headers: { from, to: recipients, subject },
    body: Buffer.from(text),
  };
}

export function contentOfEvent({
  busName,
  source,
  detailType,
  detail,
}: TakenEvent): MessageContent {
  return {
    method: 'PutEvents',
    url: busName,
    headers: { source, 'detail-type': detailType },
    body: Buffer.from(detail),
  };
}

/** Its message attributes are the headers. */
export function contentOfSent({ queueName, attributes, body }: SentMessage): MessageContent {
  return { method: 'SendMessage', url: queueName, headers: attributes, body: Buffer.from(body) };
}
