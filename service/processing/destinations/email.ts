import type { EmailDestinationConfig } from '../../webhook/destination-config.ts';
import type { Deliver } from '../delivery.ts';
import { unserializable } from '../serialize.ts';
import { withJson } from '../with-json.ts';
import { describeWebhook } from './message-text.ts';

export interface Email {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Returns once SES has accepted the mail. @throws errors that `withServiceFailures` knows */
export type SendEmail = (email: Email) => Promise<void>;

const subjectLimit = 200;

/** Sends a plain text mail for each webhook. */
export function createEmailDestination(
  { from, to, message }: EmailDestinationConfig,
  sendEmail: SendEmail,
): Deliver {
  return async (delivery) => {
    const mail = message
      ? message(withJson(delivery))
      : {
          subject: `${delivery.type} from ${delivery.source}`,
          text: describeWebhook(delivery),
        };
    const { subject, text } = Object(mail);
    if (typeof subject !== 'string' || typeof text !== 'string') {
      throw unserializable('The subject or the text of the mail is not a text');
    }
    // A line break in the subject would begin another header.
    const line = subject.replace(/\p{C}+/gu, ' ').slice(0, subjectLimit);
    await sendEmail({ from, to, subject: line, text });
  };
}
