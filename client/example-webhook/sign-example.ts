import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { signRequest } from '../../service/webhook/sign-request.ts';
import { draftRequest } from './draft-request.ts';
import type { Example } from './example.ts';
import { createOccasion } from './occasion.ts';

/** With what a source's webhooks are signed. */
export interface SigningKeys {
  readonly secret: string;
  /** PKCS #8, PEM: where the secret is only a public key, as of Discord. */
  readonly privateKey?: string | undefined;
  /** Needed where the sender signs it. */
  readonly publicUrl?: string | undefined;
}

export interface Signing extends SigningKeys {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the ids in it are made from; else they are new each time. */
  readonly seed?: string;
}

/**
 * An example as its sender would send it now.
 *
 * @returns `undefined` where that takes what isn't here, such as a private key
 */
export function signExample(
  sender: Sender,
  { request }: Example,
  { now, seed, ...keys }: Signing,
): WebhookRequest | undefined {
  const drafted = draftRequest(request(createOccasion(now, seed)), keys.publicUrl);
  return signAs(sender, drafted, { now, ...keys });
}

/** @returns as `signExample` */
export function signAs(
  sender: Sender,
  request: WebhookRequest,
  { secret, privateKey, publicUrl, now }: Signing,
): WebhookRequest | undefined {
  const signsUrl = sender.schemes.every(({ signs }) => signs.includes('url'));
  if (signsUrl && publicUrl === undefined) return undefined;
  return signRequest(sender, request, secret, { now, publicUrl }, privateKey);
}
