import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SqsMessage, SqsQueue, SqsStore } from '../fauxqs/stores.ts';
import type { MoveOf } from './follow-moves.ts';
import { SqsFault } from './sqs-fault.ts';

interface MoveTask {
  readonly handle: string;
  readonly source: SqsQueue;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly toMove: number;
  readonly started: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failureReason?: string;
  moved: number;
  timer?: NodeJS.Timeout;
}

const ticksPerSecond = 20;
/** What SQS does without a limit of ours; its own maximum is 500 messages a second. */
const defaultPerSecond = 500;

const startInput = z.strictObject({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});
const listInput = z.strictObject({ SourceArn: z.string(), MaxResults: z.number().optional() });
const cancelInput = z.strictObject({ TaskHandle: z.string() });

/**
 * The three actions of a dead-letter queue redrive, which fauxqs lacks. A moved message gets a new id, a new
 * time and a receive count of 0.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export class MoveTasks {
  readonly #store: SqsStore;
  readonly #moveOf: MoveOf;
  readonly #tasks: MoveTask[] = [];

  /** @param moveOf tells where a message without a destination goes back to */
  constructor(store: SqsStore, moveOf: MoveOf) {
    this.#store = store;
    this.#moveOf = moveOf;
  }

  start(body: unknown) {
    const input = startInput.parse(body);
    const source = this.#queue(input.SourceArn);
    const sources = this.#sourcesOf(source);
    if (sources.length === 0) {
      throw new SqsFault(
        'InvalidParameterValue',
        'Source queue must be configured as a Dead Letter Queue.',
      );
    }
    if (this.#tasks.some((task) => task.source === source && isActive(task))) {
      const rule = 'Only one active task is allowed for a source queue arn at a given time.';
      throw new SqsFault('InvalidParameterValue', `There is already a task running. ${rule}`);
    }
    if (input.DestinationArn !== undefined) this.#queue(input.DestinationArn);
    const task: MoveTask = {
      handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString(
        'base64',
      ),
      source,
      destinationArn: input.DestinationArn,
      perSecond: input.MaxNumberOfMessagesPerSecond,
      toMove: source.messages.length,
      started: Date.now(),
      status: 'RUNNING',
      moved: 0,
    };
    this.#tasks.unshift(task);
    task.timer = setInterval(() => this.#moveSome(task), 1000 / ticksPerSecond);
    return { TaskHandle: task.handle };
  }

  list(body: unknown) {
    const input = listInput.parse(body);
    const source = this.#queue(input.SourceArn);
    const tasks = this.#tasks.filter((task) => task.source === source);
    return { Results: tasks.slice(0, input.MaxResults ?? 1).map(describeTask) };
  }

  cancel(body: unknown) {
    const input = cancelInput.parse(body);
    const task = this.#tasks.find(({ handle }) => handle === input.TaskHandle);
    if (task?.status !== 'RUNNING') {
      throw new SqsFault('ResourceNotFoundException', 'Task does not exist.', 404);
    }
    task.status = 'CANCELLING';
    return { ApproximateNumberOfMessagesMoved: task.moved };
  }

  stop(): void {
    for (const task of this.#tasks) clearInterval(task.timer);
  }

  /** What is due by now. A task that is cancelled moves what it had begun with. */
  #moveSome(task: MoveTask): void {
    const { source, started, perSecond = defaultPerSecond, toMove } = task;
    const due = Math.ceil(((Date.now() - started) / 1000) * perSecond);
    while (task.moved < due && task.moved < toMove) {
      const [message] = source.messages;
      if (message === undefined) break;
      const destination = this.#destinationOf(task, message);
      if (typeof destination === 'string') {
        task.failureReason = destination;
        end(task, 'FAILED');
        return;
      }
      source.messages.shift();
      destination.enqueue(anew(message));
      task.moved++;
    }
    if (task.status === 'CANCELLING') end(task, 'CANCELLED');
    else if (task.moved >= toMove || source.messages.length === 0) end(task, 'COMPLETED');
  }

  /** @returns a reason where there is none */
  #destinationOf({ destinationArn }: MoveTask, message: SqsMessage): SqsQueue | string {
    const arn = destinationArn ?? this.#moveOf(message)?.source;
    if (arn === undefined) return 'CouldNotDetermineMessageSource';
    return this.#store.getQueueByArn(arn) ?? 'AWS.SimpleQueueService.NonExistentQueue';
  }

  #queue(arn: string): SqsQueue {
    const queue = this.#store.getQueueByArn(arn);
    if (queue === undefined) {
      throw new SqsFault(
        'ResourceNotFoundException',
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      );
    }
    return queue;
  }

  #sourcesOf(deadLetters: SqsQueue): SqsQueue[] {
    return [...this.#store.allQueues()].filter((queue) =>
      queue.attributes.RedrivePolicy?.includes(`"${deadLetters.arn}"`),
    );
  }
}

function anew({ approximateFirstReceiveTimestamp: _, ...kept }: SqsMessage): SqsMessage {
  return {
    ...kept,
    messageId: randomUUID(),
    sentTimestamp: Date.now(),
    approximateReceiveCount: 0,
  };
}

function isActive({ status }: MoveTask): boolean {
  return status === 'RUNNING' || status === 'CANCELLING';
}

function end(task: MoveTask, status: MoveTask['status']): void {
  clearInterval(task.timer);
  task.status = status;
}

function describeTask(task: MoveTask) {
  return {
    ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: task.source.arn,
    ...(task.destinationArn === undefined ? {} : { DestinationArn: task.destinationArn }),
    ...(task.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ...(task.failureReason === undefined ? {} : { FailureReason: task.failureReason }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    StartedTimestamp: task.started,
  };
}
