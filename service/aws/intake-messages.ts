import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

interface Letter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What processing sends to the queues. It does so only when something failed, and imports this module only then.
 * Each function returns once SQS confirmed, and throws what the SDK throws.
 */
export function createIntakeMessages(
  client: SQSClient,
  queues: { readonly intakeUrl: string; readonly deadLetterUrl: string },
) {
  return {
    async sendDeadLetter({ body, attributes }: Letter): Promise<void> {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queues.deadLetterUrl,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    },

    /** @param seconds from now, at most 12 hours after the message was received */
    async hideMessage(receiptHandle: string, seconds: number): Promise<void> {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queues.intakeUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },

    /** Puts a copy at the end of the queue. @param seconds at most 900 */
    async sendAgain(body: string, seconds: number): Promise<void> {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queues.intakeUrl,
          MessageBody: body,
          DelaySeconds: seconds,
        }),
      );
    },
  };
}
