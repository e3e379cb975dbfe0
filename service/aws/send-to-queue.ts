import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from './client-settings.ts';
import { judgeFailure, type ServiceErrors } from './service-failure.ts';
import type { TraceCall } from './streamline.ts';
import { traceCalls } from './trace-calls.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
const errors: ServiceErrors = {
  refusals: new Set([
    'InvalidMessageContents',
    'InvalidParameterValue',
    'InvalidParameterValueException',
  ]),
  unavailable: new Set(['KmsDisabled', 'KmsInvalidState', 'KmsNotFound', 'QueueDoesNotExist']),
};

/**
 * For a destination that is a queue. @throws PermanentError, ServiceFailedError, or the SDK's error where the fault
 * is ours
 */
export function createSendToQueue(trace: TraceCall, client = new SQSClient(clientSettings(3))) {
  traceCalls(client, trace);
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
      throw judgeFailure('SQS', cause, errors);
    }
  };
}
