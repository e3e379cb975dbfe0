import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { CommandError } from '../command-error.ts';
import type { CommandLines } from '../command-lines.ts';
import { afterLooks, pollUntil } from '../poll-until.ts';

export interface MoveOptions extends MoveOrder {
  readonly onProgress: (moved: number, toMove: number) => void;
  /** Cancels a move that was started here, and leaves any other. */
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Asks, where somebody has to be asked, before a move is started or cancelled. */
  readonly confirm: () => Promise<void>;
  readonly lines: CommandLines;
}

export interface MoveResult {
  readonly moved: number;
  /** `left`: SQS goes on with it. `cancelling`: SQS was told to end it, and had not yet when we left. */
  readonly stopped: 'drained' | 'cancelled' | 'cancelling' | 'left';
  /** It had been started before, by somebody else or by a command that was killed. */
  readonly isJoined: boolean;
}

const pollMilliseconds = 500;
const pollsUntilListed = 20;

/**
 * Has SQS itself move all dead letters, and follows it. SQS goes on with it for up to 36 hours whether anybody
 * watches or not: a move that runs already is followed.
 */
export async function moveDeadLetters(sqs: SQSClient, options: MoveOptions): Promise<MoveResult> {
  const before = await untilStartable(sqs, options);
  if (before?.Status === 'RUNNING') return followOther(sqs, options, before);
  await options.confirm();
  const isOurs = await startTask(sqs, options);
  const task = await newTask(sqs, options, before);
  return isOurs ? followOwn(sqs, options, task) : followOther(sqs, options, task);
}

/** Ends the move that SQS does, whoever started it. `undefined` where there is none. */
export async function cancelMove(
  sqs: SQSClient,
  options: MoveOptions,
): Promise<MoveResult | undefined> {
  const task = await latestTask(sqs, options.deadLetterArn);
  if (task === undefined || !isActive(task)) return undefined;
  await options.confirm();
  return { ...(await cancel(sqs, options, task)), isJoined: true };
}

async function untilStartable(sqs: SQSClient, options: MoveOptions): Promise<MoveTask | undefined> {
  const latest = await latestTask(sqs, options.deadLetterArn);
  const isCancelling = ({ Status }: MoveTask) => Status === 'CANCELLING';
  const task = latest && (await pollWhile(sqs, options, latest, forAMinute(isCancelling)));
  if (task === undefined || !isCancelling(task)) return task;
  throw new CommandError(
    'SQS has not ended the move before, which was cancelled.',
    `Try again in a minute: ${options.lines.same()}`,
  );
}

/** The list may lag behind the start. */
async function newTask(sqs: SQSClient, options: MoveOptions, before: MoveTask | undefined) {
  const look = async () => {
    const task = await latestTask(sqs, options.deadLetterArn);
    return task?.StartedTimestamp === before?.StartedTimestamp ? undefined : task;
  };
  const { sleep } = options;
  const isOver = afterLooks(pollsUntilListed);
  const task = await pollUntil(look, { everyMilliseconds: pollMilliseconds, sleep, isOver });
  if (task !== undefined) return task;
  throw new CommandError(
    'SQS took the order to move the dead letters, but does not list it.',
    `See how far it is: ${options.lines.other(['dlq', 'summary'])}`,
  );
}

async function followOwn(sqs: SQSClient, options: MoveOptions, started: MoveTask) {
  const task = await follow(sqs, options, started);
  const end = isActive(task) ? await cancel(sqs, options, task) : endOf(task, options);
  return { ...end, isJoined: false };
}

async function followOther(sqs: SQSClient, options: MoveOptions, started: MoveTask) {
  const task = await follow(sqs, options, started);
  const left = { moved: movedBy(task), stopped: 'left' } as const;
  return { ...(isActive(task) ? left : endOf(task, options)), isJoined: true };
}

/** Until it has ended, or we are interrupted. */
function follow(sqs: SQSClient, options: MoveOptions, started: MoveTask): Promise<MoveTask> {
  return pollWhile(sqs, options, started, (task) => isActive(task) && !options.signal.aborted);
}

type End = Omit<MoveResult, 'isJoined'>;

/** Only when SQS has ended it is the number of those that it moved the last one. */
async function cancel(sqs: SQSClient, options: MoveOptions, running: MoveTask): Promise<End> {
  if (running.Status === 'RUNNING') await cancelTask(sqs, running);
  const latest = (await latestTask(sqs, options.deadLetterArn)) ?? running;
  const task = await pollWhile(sqs, options, latest, forAMinute(isActive));
  return isActive(task) ? { moved: movedBy(task), stopped: 'cancelling' } : endOf(task, options);
}

function forAMinute(isToGoOn: (task: MoveTask) => boolean) {
  let polls = 0;
  return (task: MoveTask) => isToGoOn(task) && polls++ < 60_000 / pollMilliseconds;
}

async function pollWhile(
  sqs: SQSClient,
  { deadLetterArn, sleep, onProgress }: MoveOptions,
  first: MoveTask,
  isToGoOn: (task: MoveTask) => boolean,
): Promise<MoveTask> {
  let task = first;
  while (isToGoOn(task)) {
    onProgress(movedBy(task), Number(task.ApproximateNumberOfMessagesToMove ?? 0));
    await sleep(pollMilliseconds);
    task = (await latestTask(sqs, deadLetterArn)) ?? task;
  }
  return task;
}

function endOf(task: MoveTask, { lines }: MoveOptions): End {
  if (task.Status !== 'FAILED') {
    return { moved: movedBy(task), stopped: task.Status === 'COMPLETED' ? 'drained' : 'cancelled' };
  }
  throw new CommandError(
    `SQS gave up the move after ${movedBy(task)} letters: ${task.FailureReason ?? 'it did not say why'}.`,
    [
      'Nothing is lost: the rest is where it was.',
      `Run it again: ${lines.same()}`,
      `Or move them one by one: ${lines.same({ limit: 1_000_000 })}`,
    ].join('\n'),
  );
}

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
