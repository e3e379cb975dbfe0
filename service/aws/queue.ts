import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { QueueUnavailableError } from '../errors.ts';

/**
 * Sends one message and returns once SQS has stored it.
 *
 * @param onRepeat told how often SQS was asked once more. It may have stored the message before, and its answer got lost
 * @throws QueueUnavailableError with the SDK's error as its cause.
 */
export function createSendMessage(
  client: SQSClient,
  queueUrl: string,
  onRepeat: (times: number) => void = () => undefined,
) {
  const tellRepeats = (answer: unknown) => {
    const attempts = Number(Object(Object(answer).$metadata).attempts ?? 1);
    if (attempts > 1) onRepeat(attempts - 1);
  };
  return async (messageBody: string): Promise<void> => {
    try {
      tellRepeats(
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: messageBody })),
      );
    } catch (cause) {
      tellRepeats(cause);
      throw new QueueUnavailableError('SQS did not confirm the message', { cause });
    }
  };
}
