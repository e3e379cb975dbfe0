import type { Need, Place } from '../access.ts';

const moving = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** @param sourcesOf the ARNs of the queues whose dead-letter queue it is: a redrive without a destination goes there */
export function sqsNeeds(
  action: string,
  body: unknown,
  place: Place,
  sourcesOf: (deadLettersArn: string) => readonly string[],
): readonly Need[] {
  const { QueueUrl, QueueName, SourceArn, DestinationArn, TaskHandle } = textsOf(body);
  if (action === 'StartMessageMoveTask') {
    const source = SourceArn ?? '*';
    const targets = DestinationArn === undefined ? sourcesOf(source) : [DestinationArn];
    return [
      ...on(source, ['sqs:StartMessageMoveTask', ...moving]),
      ...targets.flatMap((target) => on(target, ['sqs:SendMessage'])),
    ];
  }
  if (action === 'CancelMessageMoveTask') {
    return on(sourceOf(TaskHandle), ['sqs:CancelMessageMoveTask', ...moving]);
  }
  if (action === 'ListMessageMoveTasks') {
    return on(SourceArn ?? '*', ['sqs:ListMessageMoveTasks', 'sqs:GetQueueAttributes']);
  }
  // There is no permission for a batch of its own: it takes the one for a single message.
  return on(queueArn(QueueUrl, QueueName, place), [`sqs:${action.replace(/Batch$/, '')}`]);
}

interface Named {
  readonly QueueUrl?: string;
  readonly QueueName?: string;
  readonly SourceArn?: string;
  readonly DestinationArn?: string;
  readonly TaskHandle?: string;
}

function textsOf(body: unknown): Named {
  const { QueueUrl, QueueName, SourceArn, DestinationArn, TaskHandle } = Object(body);
  const named = { QueueUrl, QueueName, SourceArn, DestinationArn, TaskHandle };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => typeof value === 'string'));
}

function on(resource: string, actions: readonly string[]): readonly Need[] {
  return actions.map((action) => ({ action, resource }));
}

function queueArn(url: string | undefined, name: string | undefined, place: Place): string {
  const [account = '', queue = ''] = url?.split('/').slice(-2) ?? [place.accountId, name];
  return queue === '' ? '*' : `arn:aws:sqs:${place.region}:${account}:${queue}`;
}

/** A task's handle is JSON in base64. */
function sourceOf(handle = ''): string {
  const found = /"sourceArn":"([^"]+)"/.exec(Buffer.from(handle, 'base64').toString('utf8'));
  return found?.[1] ?? '*';
}
