import type { DestinationConfig } from '../../webhook/destination-config.ts';
import type { SigningSecret } from '../../webhook/signing-secret.ts';
import type { Deliver, Destination } from '../delivery.ts';
import { createChatDestination } from './chat.ts';
import { discord } from './discord.ts';
import { createEmailDestination, type SendEmail } from './email.ts';
import { createEventBridgeDestination, type PutEvent } from './eventbridge.ts';
import { createHttpDestination } from './http.ts';
import type { SendRequest } from './send-request.ts';
import { slack } from './slack.ts';
import { createSqsDestination, type SendToQueue } from './sqs.ts';
import { withServiceFailures } from './with-service-failures.ts';

export interface DestinationPorts {
  /** Destination → URL that replaces its own, in the embedded stack. */
  readonly urls: Readonly<Record<string, string>>;
  readonly readSecrets: (destination: string) => Promise<readonly SigningSecret[]>;
  /** Whether all destinations may have private addresses: on one machine they do. */
  readonly allowPrivateAddress: boolean;
  readonly sendRequest: SendRequest;
  readonly sendEmail: SendEmail;
  readonly putEvent: PutEvent;
  readonly sendToQueue: SendToQueue;
  /** The longest that a call of SES, EventBridge or SQS takes, including its retries. */
  readonly callSeconds: number;
  /** The time that the function allows for one delivery. No default is longer. */
  readonly longestSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Create<Type> = (
  name: string,
  config: Extract<DestinationConfig, { type: Type }>,
  ports: DestinationPorts,
  limitSeconds: number,
) => Deliver;

/** A busy endpoint may take a while. GitHub waits 10 s for an answer, Svix 15. */
const defaultTimeoutSeconds = 15;

/** One row for each type. A new type is a row here, a file beside this one, and its configuration. */
const types: { readonly [Type in DestinationConfig['type']]: Create<Type> } = {
  http: (name, config, ports, timeoutSeconds) =>
    createHttpDestination(
      name,
      { ...config, url: standInOf(name, ports) || config.url, timeoutSeconds },
      forOne(name, ports),
    ),
  slack: (name, config, ports, timeoutSeconds) =>
    createChatDestination(name, { ...config, timeoutSeconds }, slack, forOne(name, ports)),
  discord: (name, config, ports, timeoutSeconds) =>
    createChatDestination(name, { ...config, timeoutSeconds }, discord, forOne(name, ports)),
  email: (name, config, { sendEmail }) =>
    withServiceFailures(name, createEmailDestination(config, sendEmail)),
  eventbridge: (name, config, { putEvent }) =>
    withServiceFailures(name, createEventBridgeDestination(config, putEvent)),
  sqs: (name, config, ports) => {
    const queueUrl = standInOf(name, ports) || config.queueUrl;
    const deliver = createSqsDestination({ ...config, queueUrl }, ports.sendToQueue);
    return withServiceFailures(name, deliver);
  },
};

function limitOf(config: DestinationConfig, ports: DestinationPorts): number {
  if (!isTimed(config)) return ports.callSeconds;
  return config.timeoutSeconds ?? Math.min(defaultTimeoutSeconds, ports.longestSeconds);
}

function isTimed(config: DestinationConfig) {
  return config.type === 'http' || config.type === 'slack' || config.type === 'discord';
}

function forOne(name: string, ports: DestinationPorts) {
  const { sendRequest, allowPrivateAddress, now } = ports;
  const readSecrets = () => ports.readSecrets(name);
  return { sendRequest, allowPrivateAddress, now, readSecrets, url: standInOf(name, ports) };
}

/** Own properties only: a destination may be named `constructor`. */
function standInOf(name: string, { urls }: DestinationPorts): string | undefined {
  return Object.hasOwn(urls, name) ? urls[name] : undefined;
}

/** Every configured destination, ready for deliveries. */
export function createDestinations(
  configs: Readonly<Record<string, DestinationConfig>>,
  ports: DestinationPorts,
): Readonly<Record<string, Destination>> {
  return Object.fromEntries(
    Object.entries(configs).map(([name, config]) => {
      const create = types[config.type] as Create<DestinationConfig['type']>;
      const limitSeconds = limitOf(config, ports);
      const deliver = create(name, config as never, ports, limitSeconds);
      return [name, { deliver, limitSeconds, isMeasured: true }];
    }),
  );
}
