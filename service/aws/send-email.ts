import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { clientSettings } from './client-settings.ts';
import { judgeFailure, type ServiceErrors } from './service-failure.ts';
import type { TraceCall } from './streamline.ts';
import { traceCalls } from './trace-calls.ts';

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
const errors: ServiceErrors = {
  refusals: new Set(['BadRequestException', 'MessageRejected']),
  unavailable: new Set([
    'AccountSuspendedException',
    'MailFromDomainNotVerifiedException',
    'SendingPausedException',
  ]),
};

/**
 * Imported only where mail is sent. @throws PermanentError, ServiceFailedError, or the SDK's error where the fault
 * is ours
 */
export function createSendEmail(trace: TraceCall, client = new SESv2Client(clientSettings(3))) {
  traceCalls(client, trace);
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
      throw judgeFailure('SES', cause, errors);
    }
  };
}
