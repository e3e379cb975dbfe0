import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface BatchTarget {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const attempts = 4;

/**
 * Sends up to ten messages. What SQS could not take for now, it is given again.
 *
 * @returns for each message that it did not take, its index and SQS's code
 */
export async function sendBatch(
  { sqs, queueUrl, sleep }: BatchTarget,
  messages: readonly string[],
): Promise<ReadonlyMap<number, string>> {
  const refused = new Map<number, string>();
  let left = messages.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }),
    );
    const again = new Set<string | undefined>();
    for (const { Id, Code = 'unknown', SenderFault } of Failed) {
      if (SenderFault || attempt === attempts) refused.set(Number(Id), Code);
      else again.add(Id);
    }
    left = left.filter(({ Id }) => again.has(Id));
    if (left.length > 0) await sleep(500 * attempt);
  }
  return refused;
}
