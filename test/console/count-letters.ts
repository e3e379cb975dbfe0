import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { ConsoleStack } from './start-console-stack.ts';

const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** How many dead letters there are, those that somebody looks at among them. */
export async function countLetters({ stack, clients }: ConsoleStack): Promise<number> {
  const QueueUrl = String(stack.outputs.DeadLetterQueueUrl);
  const { Attributes = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}
