import type { DestinationConfig } from '../../../service/webhook/destination-config.ts';
import type { Fauxqs } from '../../aws/fauxqs/start-fauxqs.ts';
import type { StandIns } from '../../aws/iam/access.ts';
import type { CallSqs } from '../../aws/sqs/call-sqs.ts';
import type { World } from '../../boot/template/resolver.ts';
import type { Sink } from '../start-sink.ts';
import { type Destinations, describeSent } from './describe-message.ts';
import { contentOfSent } from './message-content.ts';

/** The name of the queue that a destination is. */
export function queueNameOf(config: DestinationConfig | undefined): string | undefined {
  return config?.type === 'sqs' ? config.queueUrl.split('/').at(-1) : undefined;
}

/** Whose permission it takes to send to a queue here: that to send to the destination. */
export function standInsFor(
  destinations: Destinations,
  { region, accountId }: Pick<World, 'region' | 'accountId'>,
): StandIns {
  const standIns: Record<string, string[]> = {};
  for (const config of Object.values(destinations)) {
    if (config.type !== 'sqs') continue;
    const [account, queue] = config.queueUrl.split('/').slice(-2);
    const own = `arn:aws:sqs:${region}:${accountId}:${queue}`;
    standIns[own] = [...(standIns[own] ?? []), `arn:aws:sqs:${region}:${account}:${queue}`];
  }
  return standIns;
}

/**
 * Creates the queues that are destinations, unless they are there, and tells of what is sent to them.
 *
 * @returns to be called with the destinations of each deployment
 */
export function createDestinationQueues(
  callSqs: CallSqs,
  watchQueue: Fauxqs['watchQueue'],
  { note }: Pick<Sink, 'note'>,
): (destinations: Destinations) => Promise<void> {
  const watched = new Set<string>();
  let queues: ReadonlyMap<string, string> = new Map();
  return async (destinations) => {
    queues = destinationsByQueue(destinations);
    for (const QueueName of queues.keys()) {
      if (watched.has(QueueName)) continue;
      watched.add(QueueName);
      await callSqs('CreateQueue', { QueueName });
      watchQueue(QueueName, (message) => {
        const destination = queues.get(QueueName);
        if (destination === undefined) return;
        note(describeSent(message, destination), contentOfSent(message));
      });
    }
  };
}

/** Of two destinations that are one queue, the first. */
function destinationsByQueue(destinations: Destinations): ReadonlyMap<string, string> {
  const queues = new Map<string, string>();
  for (const [destination, config] of Object.entries(destinations)) {
    const queueName = queueNameOf(config);
    if (queueName !== undefined && !queues.has(queueName)) queues.set(queueName, destination);
  }
  return queues;
}
