import type { buildApp } from 'fauxqs';
import type { SqsQueue, SqsStore } from '../fauxqs/stores.ts';
import { describeSqsFault, SqsFault } from './sqs-fault.ts';

type App = ReturnType<typeof buildApp>;
type InFlight = NonNullable<ReturnType<SqsQueue['inflightMessages']['get']>>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const inFlightQuota = 120_000;
const visibilityLimitSeconds = 43_200;

interface Failed {
  readonly Id: string;
  readonly SenderFault: true;
  readonly Code: string;
  readonly Message: string;
}

interface VisibilityChange {
  readonly Id: string;
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout: number;
}

/** Limits of SQS that fauxqs lacks. To be called before there are queues. */
export function addLimits(app: App, store: SqsStore, inFlightLimit = inFlightQuota): void {
  const receivedAt = new WeakMap<InFlight, number>();
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = createQueue(...args);
    const { dequeue } = queue;
    queue.dequeue = (count, ...rest) => {
      queue.processTimers();
      const room = inFlightLimit - queue.inflightMessages.size;
      const messages = room > 0 ? dequeue.call(queue, Math.min(count, room), ...rest) : [];
      for (const { ReceiptHandle } of messages) {
        const entry = queue.inflightMessages.get(ReceiptHandle);
        if (entry !== undefined) receivedAt.set(entry, Date.now());
      }
      return messages;
    };
    return queue;
  };

  const refuseLongHiding = (queue: SqsQueue, change: Omit<VisibilityChange, 'Id'>) => {
    const entry = queue.inflightMessages.get(change.ReceiptHandle);
    const hiddenMs = entry === undefined ? 0 : Date.now() - (receivedAt.get(entry) ?? Date.now());
    if (hiddenMs / 1000 + change.VisibilityTimeout <= visibilityLimitSeconds) return undefined;
    const reason = `Total VisibilityTimeout for the message is beyond the limit [${visibilityLimitSeconds} seconds].`;
    const message = `Value ${change.VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: ${reason}`;
    return new SqsFault('InvalidParameterValue', message);
  };
  const refusals: Readonly<Record<string, (body: never) => SqsFault | undefined>> = {
    CreateQueue: refuseFifo,
    ReceiveMessage: (body: Asked) => refuseOverLimit(store, body, inFlightLimit),
    ChangeMessageVisibility: (body: Asked & Omit<VisibilityChange, 'Id'>) => {
      const queue = store.getQueue(body.QueueUrl);
      return queue && refuseLongHiding(queue, body);
    },
  };
  app.addHook('preHandler', async (request, reply) => {
    const fault = refusals[actionOf(request)]?.(request.body as never);
    if (fault === undefined) return;
    const { status, headers, body } = describeSqsFault(fault);
    await reply.status(status).headers(headers).send(body);
  });
  addBatchLimit(app, store, refuseLongHiding);
}

/** A batch fails entry by entry. */
function addBatchLimit(
  app: App,
  store: SqsStore,
  refuse: (queue: SqsQueue, change: VisibilityChange) => SqsFault | undefined,
): void {
  const failures = new WeakMap<object, readonly Failed[]>();
  app.addHook('preHandler', async (request, reply) => {
    if (actionOf(request) !== 'ChangeMessageVisibilityBatch') return;
    const body = request.body as Asked & { Entries: readonly VisibilityChange[] };
    const queue = store.getQueue(body.QueueUrl);
    if (queue === undefined) return;
    const Failed = body.Entries.flatMap((change): readonly Failed[] => {
      const fault = refuse(queue, change);
      if (fault === undefined) return [];
      const { code: Code, message: Message } = fault;
      return [{ Id: change.Id, SenderFault: true, Code, Message }];
    });
    const failedIds = new Set(Failed.map(({ Id }) => Id));
    body.Entries = body.Entries.filter(({ Id }) => !failedIds.has(Id));
    failures.set(request, Failed);
    if (body.Entries.length > 0 || Failed.length === 0) return;
    await reply.send({ Successful: [], Failed: [] });
  });
  app.addHook('preSerialization', async (request, _reply, payload) => {
    const Failed = failures.get(request) ?? [];
    return Failed.length === 0
      ? payload
      : { ...Object(payload), Failed: [...Object(payload).Failed, ...Failed] };
  });
}

interface Asked {
  readonly QueueUrl: string;
  readonly WaitTimeSeconds?: number;
}

/** Whoever waits for messages is told of no error, and given none. */
function refuseOverLimit(
  store: SqsStore,
  { QueueUrl, WaitTimeSeconds }: Asked,
  limit: number,
): SqsFault | undefined {
  const queue = store.getQueue(QueueUrl);
  if (queue === undefined) return undefined;
  queue.processTimers();
  const seconds = WaitTimeSeconds ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds);
  if (seconds > 0 || queue.inflightMessages.size < limit) return undefined;
  return new SqsFault('OverLimit', `${limit} messages of the queue are in flight.`, 403);
}

/** Half an emulation of FIFO would let through what AWS refuses. */
function refuseFifo({
  QueueName = '',
  Attributes = {},
}: {
  readonly QueueName?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}): SqsFault | undefined {
  if (!QueueName.endsWith('.fifo') && Attributes.FifoQueue !== 'true') return undefined;
  const message = `The embedded stack has no FIFO queues, and can't run ${QueueName}.`;
  return new SqsFault('UnsupportedOperation', message);
}

function actionOf({ headers }: { readonly headers: Readonly<Record<string, unknown>> }): string {
  return String(headers['x-amz-target']).replace('AmazonSQS.', '');
}
