import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { CommandError } from '../command-error.ts';

export interface MoveOptions {
  readonly deadLetterArn: string;
  readonly intakeArn: string;
  readonly ratePerSecond: number;
  readonly onProgress: (moved: number, toMove: number) => void;
  /** Cancels the move. */
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface MoveResult {
  readonly moved: number;
  readonly stopped: 'drained' | 'interrupted';
  /** It had been started before, by somebody else or by a command that was killed. */
  readonly isJoined: boolean;
}

/** SQS's own limit, in whole numbers. */
export function canSqsMove(ratePerSecond: number): boolean {
  return Number.isInteger(ratePerSecond) && ratePerSecond <= 500;
}

type Task = ListMessageMoveTasksResultEntry;

const pollMilliseconds = 500;
const pollsUntilListed = 20;

/**
 * Has SQS itself move all dead letters, and follows it. One queue has one move at a time, and SQS goes on with it
 * for up to 36 hours whether anybody watches or not: one that runs already is followed.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function moveDeadLetters(sqs: SQSClient, options: MoveOptions): Promise<MoveResult> {
  const before = await latestTask(sqs, options);
  const isJoined = before?.Status === 'RUNNING';
  if (!isJoined) {
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: options.deadLetterArn,
        // Without it, SQS can't move what processing sent here itself: that has no queue that it came from.
        DestinationArn: options.intakeArn,
        MaxNumberOfMessagesPerSecond: options.ratePerSecond,
      }),
    );
  }
  const started = isJoined ? before : await newTask(sqs, options, before);
  return { ...(await follow(sqs, options, started)), isJoined };
}

/** The list may lag behind the start. */
async function newTask(sqs: SQSClient, options: MoveOptions, before: Task | undefined) {
  for (let poll = 0; poll < pollsUntilListed; poll++) {
    const task = await latestTask(sqs, options);
    if (task && task.StartedTimestamp !== before?.StartedTimestamp) return task;
    await options.sleep(pollMilliseconds);
  }
  throw new CommandError(
    'SQS took the order to move the dead letters, but does not list it.',
    'See how far it is: `npx spillway dlq summary`',
  );
}

async function follow(
  sqs: SQSClient,
  options: MoveOptions,
  started: Task,
): Promise<Omit<MoveResult, 'isJoined'>> {
  const { signal, sleep, onProgress } = options;
  let task = started;
  while (task.Status === 'RUNNING') {
    if (signal.aborted) return { moved: await cancel(sqs, task), stopped: 'interrupted' };
    onProgress(movedBy(task), Number(task.ApproximateNumberOfMessagesToMove ?? 0));
    await sleep(pollMilliseconds);
    task = (await latestTask(sqs, options)) ?? task;
  }
  if (task.Status === 'FAILED') {
    throw new CommandError(
      `SQS gave up the move after ${movedBy(task)} letters: ${task.FailureReason ?? 'it did not say why'}.`,
      'Nothing is lost: the rest is where it was. Run it again, or move one by one: --limit <count>',
    );
  }
  return { moved: movedBy(task), stopped: task.Status === 'COMPLETED' ? 'drained' : 'interrupted' };
}

async function latestTask(
  sqs: SQSClient,
  { deadLetterArn: SourceArn }: MoveOptions,
): Promise<Task | undefined> {
  const { Results = [] } = await sqs.send(
    new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }),
  );
  return Results[0];
}

async function cancel(sqs: SQSClient, task: Task): Promise<number> {
  try {
    const { ApproximateNumberOfMessagesMoved = 0 } = await sqs.send(
      new CancelMessageMoveTaskCommand({ TaskHandle: task.TaskHandle }),
    );
    return Number(ApproximateNumberOfMessagesMoved);
  } catch (error) {
    // It ended in the meantime.
    if (Object(error).name !== 'ResourceNotFoundException') throw error;
    return movedBy(task);
  }
}

function movedBy({ ApproximateNumberOfMessagesMoved = 0 }: Task): number {
  return Number(ApproximateNumberOfMessagesMoved);
}
