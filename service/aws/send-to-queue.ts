import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PermanentError } from '../webhook/permanent-error.ts';
import { clientSettings } from './client-settings.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
const permanent = new Set([
  'InvalidMessageContents',
  'InvalidParameterValue',
  'InvalidParameterValueException',
]);

/** For a destination that is a queue. @throws PermanentError for what SQS will never take */
export function createSendToQueue(client = new SQSClient(clientSettings(3))) {
  return async (message: {
    readonly queueUrl: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
  }): Promise<void> => {
    try {
      await client.send(
        new SendMessageCommand({
          QueueUrl: message.queueUrl,
          MessageBody: message.body,
          MessageAttributes: Object.fromEntries(
            Object.entries(message.attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    } catch (cause) {
      if (!permanent.has(Object(cause).name)) throw cause;
      throw new PermanentError(`SQS refused the message: ${Object(cause).name}`, {
        cause,
        reason: 'refused',
      });
    }
  };
}
