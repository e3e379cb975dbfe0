import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

export type MoveTask = ListMessageMoveTasksResultEntry;

/** SQS's own limit, in whole numbers. */
export function canSqsMove(ratePerSecond: number): boolean {
  return Number.isInteger(ratePerSecond) && ratePerSecond <= 500;
}

/** CANCELLING counts: SQS moves some more after it was told to end, and starts no other move meanwhile. */
export function isActive({ Status }: MoveTask): boolean {
  return Status === 'RUNNING' || Status === 'CANCELLING';
}

export function movedBy({ ApproximateNumberOfMessagesMoved = 0 }: MoveTask): number {
  return Number(ApproximateNumberOfMessagesMoved);
}

export async function latestTask(
  sqs: SQSClient,
  deadLetterArn: string,
): Promise<MoveTask | undefined> {
  const { Results = [] } = await sqs.send(
    new ListMessageMoveTasksCommand({ SourceArn: deadLetterArn, MaxResults: 1 }),
  );
  return Results[0];
}

export interface MoveOrder {
  readonly deadLetterArn: string;
  readonly intakeArn: string;
  readonly ratePerSecond: number;
}

/**
 * @returns whether SQS took the order; one queue has one move at a time, and somebody else's may have come first
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function startTask(sqs: SQSClient, order: MoveOrder): Promise<boolean> {
  try {
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: order.deadLetterArn,
        // Without it, SQS can't move what processing sent here itself: that has no queue that it came from.
        DestinationArn: order.intakeArn,
        MaxNumberOfMessagesPerSecond: order.ratePerSecond,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && /already a task running/i.test(error.message)) return false;
    throw error;
  }
}

/** One that has ended in the meantime is none any more. */
export async function cancelTask(sqs: SQSClient, { TaskHandle }: MoveTask): Promise<void> {
  try {
    await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  } catch (error) {
    if (Object(error).name !== 'ResourceNotFoundException') throw error;
  }
}
