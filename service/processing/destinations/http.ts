import type { HttpDestinationConfig } from '../../webhook/destination-config.ts';
import { destinationKeys, isKeySlot } from '../../webhook/destination-keys.ts';
import type { SigningSecret } from '../../webhook/signing-secret.ts';
import type { Deliver, Delivery } from '../delivery.ts';
import { readRetryAfter } from '../retry-after.ts';
import { headerText } from './header-text.ts';
import { judgeStatus } from './judge-status.ts';
import type { SendRequest } from './send-request.ts';
import { standardWebhooksHeaders } from './standard-webhooks.ts';

interface HttpConfig extends Omit<HttpDestinationConfig, 'type'> {
  readonly timeoutSeconds: number;
}

export interface HttpPorts {
  readonly sendRequest: SendRequest;
  readonly readSecrets: () => Promise<readonly SigningSecret[]>;
  readonly allowPrivateAddress: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Sends the body as it was received. Any 2xx means that the destination has it. Redirects are not followed and
 * count as a refusal, since they could lead a signed webhook anywhere.
 *
 * The function that it returns throws DeliveryError, PermanentError, or, for a secret that is not usable, a plain
 * Error.
 */
export function createHttpDestination(name: string, config: HttpConfig, ports: HttpPorts): Deliver {
  const { url, method = 'POST', timeoutSeconds, headers = {} } = config;
  return async (delivery) => {
    const secrets = await ports.readSecrets();
    const keys = destinationKeys(
      name,
      secrets.filter(({ slot }) => isKeySlot(config, slot)),
    );
    const seconds = Math.floor(ports.now() / 1000);
    const answer = await ports.sendRequest({
      destination: name,
      url,
      method,
      timeoutSeconds,
      allowPrivateAddress: config.allowPrivateAddress ?? ports.allowPrivateAddress,
      headers: {
        ...texts(delivery.headers),
        ...ownHeaders(name, headers, secrets),
        ...standardWebhooksHeaders(keys, headerText(delivery.deliveryId), seconds, delivery.body),
        ...texts(spillwayHeaders(delivery)),
      },
      body: delivery.body,
    });
    const retryAfter = readRetryAfter(String(answer.headers['retry-after'] ?? ''), ports.now());
    judgeStatus(name, answer.status, retryAfter);
    return answer;
  };
}

function ownHeaders(
  name: string,
  headers: NonNullable<HttpDestinationConfig['headers']>,
  secrets: readonly SigningSecret[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([header, value]) => {
      if (typeof value === 'string') return [header.toLowerCase(), value];
      const secret = secrets.find(({ slot }) => slot === value.secret);
      if (secret) return [header.toLowerCase(), secret.value];
      throw new Error(`The secret of destination ${name} has no slot ${value.secret}`);
    }),
  );
}

function texts(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, headerText(value)]),
  );
}

function spillwayHeaders({ contentType, source, type, receivedAt }: Delivery) {
  return {
    'content-type': contentType,
    'spillway-source': source,
    'spillway-type': type,
    'spillway-received-at': receivedAt,
  };
}
