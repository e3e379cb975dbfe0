import type { DestinationConfig } from '../../../service/webhook/destination-config.ts';
import { parseJson } from '../../../service/webhook/json-body.ts';
import type { TakenEvent } from '../../aws/eventbridge/put-events.ts';
import type { TakenMail } from '../../aws/ses/thread-messages.ts';
import type { SentMessage } from '../../aws/sqs/watch-queue.ts';
import { firstLine, type Message } from '../messages.ts';

export type Destinations = Readonly<Record<string, DestinationConfig>>;

/** A mail doesn't say which destination it is for: of those with its sender and recipients, the first. */
export function describeMail(mail: TakenMail, destinations: Destinations): Message {
  const to = mail.to.join();
  const destination = nameOf(
    destinations,
    (config) => config.type === 'email' && config.from === mail.from && config.to.join() === to,
  );
  return {
    kind: 'email',
    destination: destination ?? to,
    title: firstLine(mail.subject),
    arrivedAt: new Date().toISOString(),
    bytes: mail.bytes,
  };
}

/** `undefined` for an event on a bus that no destination names: it goes nowhere. */
export function describeEvent(event: TakenEvent, destinations: Destinations): Message | undefined {
  const bus = busNameOf(event.busName);
  const destination = nameOf(
    destinations,
    (config) => config.type === 'eventbridge' && busNameOf(config.busName ?? 'default') === bus,
  );
  if (destination === undefined) return undefined;
  const { deliveryId } = Object(parseJson(Buffer.from(event.detail)));
  return {
    kind: 'eventbridge',
    destination,
    ...(typeof deliveryId === 'string' ? { deliveryId } : {}),
    title: firstLine(`${event.detailType} from ${event.source}`),
    arrivedAt: new Date().toISOString(),
    bytes: Buffer.byteLength(event.detail),
  };
}

export function describeSent({ attributes, bytes }: SentMessage, destination: string): Message {
  const { deliveryId, type = 'a message', source = 'elsewhere' } = attributes;
  return {
    kind: 'sqs',
    destination,
    ...(deliveryId === undefined ? {} : { deliveryId }),
    title: firstLine(`${type} from ${source}`),
    arrivedAt: new Date().toISOString(),
    bytes,
  };
}

function nameOf(
  destinations: Destinations,
  isIt: (config: DestinationConfig) => boolean,
): string | undefined {
  return Object.entries(destinations).find(([, config]) => isIt(config))?.[0];
}

/** Buses go by name or ARN. */
function busNameOf(bus: string): string {
  return bus.replace(/^arn:.*:event-bus\//, '');
}
