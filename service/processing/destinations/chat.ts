import type { JsonWebhook } from '../../webhook/route-config.ts';
import type { SigningSecret } from '../../webhook/signing-secret.ts';
import type { Deliver, Delivery } from '../delivery.ts';
import { toJson } from '../serialize.ts';
import { withJson } from '../with-json.ts';
import { judgeStatus } from './judge-status.ts';
import type { OutgoingAnswer, SendRequest } from './send-request.ts';

export interface ChatConfig {
  readonly timeoutSeconds: number;
  readonly message?: (webhook: JsonWebhook) => Readonly<Record<string, unknown>>;
}

export interface ChatPorts {
  readonly sendRequest: SendRequest;
  readonly readSecrets: () => Promise<readonly SigningSecret[]>;
  /** Replaces the URL in the secret: the embedded stack's sink. */
  readonly url: string | undefined;
  readonly allowPrivateAddress: boolean;
}

export interface ChatService {
  readonly defaultMessage: (delivery: Delivery) => Readonly<Record<string, unknown>>;
  /** The seconds that the answer asks us to wait. */
  readonly retryAfter: (answer: OutgoingAnswer) => number | undefined;
}

/**
 * Posts a message to the webhook of a chat service. Everybody who knows its URL can write to the channel, so the
 * URL is kept as a secret, in the slot `url`.
 *
 * The function that it returns throws DeliveryError, PermanentError, or, for a secret that is not usable, a plain
 * Error.
 */
export function createChatDestination(
  name: string,
  { timeoutSeconds, message }: ChatConfig,
  service: ChatService,
  ports: ChatPorts,
): Deliver {
  return async (delivery) => {
    const content = message ? message(withJson(delivery)) : service.defaultMessage(delivery);
    const answer = await ports.sendRequest({
      destination: name,
      url: ports.url || urlOf(name, await ports.readSecrets()),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(toJson(`The message for destination ${name}`, content)),
      timeoutSeconds,
      allowPrivateAddress: ports.allowPrivateAddress,
    });
    judgeStatus(name, answer.status, service.retryAfter(answer));
    return answer;
  };
}

function urlOf(name: string, secrets: readonly SigningSecret[]): string {
  const url = secrets.find(({ slot }) => slot === 'url')?.value ?? '';
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return url;
  throw new Error(`The secret of destination ${name} has no https: URL in its slot url`);
}
