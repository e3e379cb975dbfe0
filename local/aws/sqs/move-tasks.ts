import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SqsQueue, SqsStore } from '../fauxqs/stores.ts';
import { SqsFault } from './sqs-fault.ts';

interface MoveTask {
  readonly handle: string;
  readonly source: SqsQueue;
  readonly destinationArn: string | undefined;
  readonly perSecond: number;
  readonly toMove: number;
  readonly started: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  moved: number;
  timer?: NodeJS.Timeout;
}

const ticksPerSecond = 20;
/** What SQS does without a limit of ours; its own maximum is 500 messages a second. */
const defaultPerSecond = 500;

const startInput = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});
const listInput = z.object({ SourceArn: z.string(), MaxResults: z.number().optional() });
const cancelInput = z.object({ TaskHandle: z.string() });

/**
 * The three actions of a dead-letter queue redrive, which fauxqs lacks. A moved message gets a new id, a new
 * time and a receive count of 0.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export class MoveTasks {
  readonly #store: SqsStore;
  readonly #tasks: MoveTask[] = [];

  constructor(store: SqsStore) {
    this.#store = store;
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
    if (this.#tasks.some((task) => task.source === source && task.status === 'RUNNING')) {
      throw new SqsFault('InvalidParameterValue', 'There is already a task running.');
    }
    const destinationArn = input.DestinationArn ?? sources[0]?.arn;
    const task: MoveTask = {
      handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString(
        'base64',
      ),
      source,
      destinationArn: input.DestinationArn,
      perSecond: input.MaxNumberOfMessagesPerSecond ?? defaultPerSecond,
      toMove: source.messages.length,
      started: Date.now(),
      status: 'RUNNING',
      moved: 0,
    };
    const destination = this.#queue(destinationArn ?? '');
    this.#tasks.unshift(task);
    task.timer = setInterval(() => moveSome(task, destination), 1000 / ticksPerSecond);
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
      throw new SqsFault('ResourceNotFoundException', 'Task does not exist or is not running.');
    }
    end(task, 'CANCELLED');
    return { ApproximateNumberOfMessagesMoved: task.moved };
  }

  stop(): void {
    for (const task of this.#tasks) clearInterval(task.timer);
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

function moveSome(task: MoveTask, destination: SqsQueue): void {
  const due = Math.ceil(((Date.now() - task.started) / 1000) * task.perSecond);
  while (task.moved < due && task.moved < task.toMove) {
    const message = task.source.messages.shift();
    if (message === undefined) break;
    const { approximateFirstReceiveTimestamp: _, ...kept } = message;
    destination.enqueue({
      ...kept,
      messageId: randomUUID(),
      sentTimestamp: Date.now(),
      approximateReceiveCount: 0,
    });
    task.moved++;
  }
  if (task.moved >= task.toMove || task.source.messages.length === 0) end(task, 'COMPLETED');
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
    MaxNumberOfMessagesPerSecond: task.perSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    StartedTimestamp: task.started,
  };
}
