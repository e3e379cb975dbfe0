import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { QueueUnavailableError } from '../errors.ts';

/**
 * Sends one message and returns once SQS has stored it.
 *
 * @throws QueueUnavailableError with the SDK's error as its cause.
 */
export function createSendMessage(client: SQSClient, queueUrl: string) {
  return async (messageBody: string): Promise<void> => {
    try {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: messageBody }));
    } catch (cause) {
      throw new QueueUnavailableError('SQS did not confirm the message', { cause });
    }
  };
}
