import type { Meter } from '../../telemetry/metrics.ts';
import type { DestinationConfig } from '../../webhook/destination-config.ts';
import type { SigningSecret } from '../../webhook/signing-secret.ts';
import type { Deliver } from '../delivery.ts';
import { createChatDestination } from './chat.ts';
import { discord } from './discord.ts';
import { createEmailDestination, type SendEmail } from './email.ts';
import { createEventBridgeDestination, type PutEvent } from './eventbridge.ts';
import { createHttpDestination } from './http.ts';
import type { SendRequest } from './send-request.ts';
import { slack } from './slack.ts';
import { createSqsDestination, type SendToQueue } from './sqs.ts';

export interface DestinationPorts {
  /** Destination → URL, as deployed: the embedded stack puts its own here. Empty: it is in the secret. */
  readonly urls: Readonly<Record<string, string>>;
  readonly readSecrets: (destination: string) => Promise<readonly SigningSecret[]>;
  /** Whether all destinations may be at private addresses: on one machine they are. */
  readonly allowPrivateAddress: boolean;
  readonly sendRequest: SendRequest;
  readonly sendEmail: SendEmail;
  readonly putEvent: PutEvent;
  readonly sendToQueue: SendToQueue;
  readonly meter: Pick<Meter, 'count' | 'record'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Create<Type> = (
  name: string,
  config: Extract<DestinationConfig, { type: Type }>,
  ports: DestinationPorts,
) => Deliver;

/** One of each type; a new one is a line here, a file beside this one, and its configuration. */
const types: { readonly [Type in DestinationConfig['type']]: Create<Type> } = {
  http: (name, config, ports) =>
    createHttpDestination(
      name,
      { ...config, url: ports.urls[name] || config.url },
      forOne(name, ports),
    ),
  slack: (name, config, ports) => createChatDestination(name, config, slack, forOne(name, ports)),
  discord: (name, config, ports) =>
    createChatDestination(name, config, discord, forOne(name, ports)),
  email: (_, config, { sendEmail }) => createEmailDestination(config, sendEmail),
  eventbridge: (_, config, { putEvent }) => createEventBridgeDestination(config, putEvent),
  sqs: (name, config, { urls, sendToQueue }) =>
    createSqsDestination({ ...config, queueUrl: urls[name] || config.queueUrl }, sendToQueue),
};

function forOne(name: string, ports: DestinationPorts) {
  const { sendRequest, allowPrivateAddress, now } = ports;
  const readSecrets = () => ports.readSecrets(name);
  return { sendRequest, allowPrivateAddress, now, readSecrets, url: ports.urls[name] };
}

/** Every configured destination, ready to deliver to, its latency and failures measured. */
export function createDestinations(
  configs: Readonly<Record<string, DestinationConfig>>,
  ports: DestinationPorts,
): Readonly<Record<string, Deliver>> {
  return Object.fromEntries(
    Object.entries(configs).map(([name, config]) => {
      const create = types[config.type] as Create<DestinationConfig['type']>;
      return [name, measured(name, create(name, config as never, ports), ports)];
    }),
  );
}

function measured(
  destination: string,
  deliver: Deliver,
  { meter, now }: DestinationPorts,
): Deliver {
  return async (delivery) => {
    const startedAt = now();
    try {
      await deliver(delivery);
    } catch (error) {
      meter.count('DeliveryFailed', { destination });
      throw error;
    } finally {
      meter.record('DeliveryLatency', now() - startedAt, { destination });
    }
  };
}
