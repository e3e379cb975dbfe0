import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PermanentError } from '../webhook/permanent-error.ts';
import { clientSettings } from './client-settings.ts';

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
const permanent = new Set(['MessageRejected', 'BadRequestException']);

/** Imported only where mail is sent. @throws PermanentError for what SES will never take */
export function createSendEmail(client = new SESv2Client(clientSettings(3))) {
  return async (email: {
    readonly from: string;
    readonly to: readonly string[];
    readonly subject: string;
    readonly text: string;
  }): Promise<void> => {
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: email.from,
          Destination: { ToAddresses: [...email.to] },
          Content: {
            Simple: {
              Subject: { Data: email.subject, Charset: 'UTF-8' },
              Body: { Text: { Data: email.text, Charset: 'UTF-8' } },
            },
          },
        }),
      );
    } catch (cause) {
      if (!permanent.has(Object(cause).name)) throw cause;
      throw new PermanentError(`SES refused the mail: ${Object(cause).name}`, {
        cause,
        reason: 'refused',
      });
    }
  };
}
