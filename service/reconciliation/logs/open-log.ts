import { MalformedSecretError } from '../../errors.ts';
import type { DeliveryLogConfig } from '../../webhook/delivery-log-config.ts';
import type { DeliveryLog } from '../delivery-log.ts';
import { createAppToken } from './github/app-token.ts';
import { createGitHubLog } from './github/github-log.ts';
import { createStripeLog } from './stripe/stripe-log.ts';

/**
 * @param secret a token, an App's private key, or a restricted key
 * @param now milliseconds since 1970, by a clock that is right
 * @throws MalformedSecretError
 */
export function openLog(
  source: string,
  config: DeliveryLogConfig,
  secret: string,
  now: () => number,
): DeliveryLog {
  const ports = { name: `The delivery log of ${source}`, now };
  if (config.kind === 'stripe') return createStripeLog(config, { ...ports, key: plain(secret) });
  if ('app' in config) {
    return createGitHubLog(config, { ...ports, token: createAppToken(config.app, secret, now) });
  }
  const token = plain(secret);
  return createGitHubLog(config, { ...ports, token: () => token });
}

/** What can't be a header would be quoted by the error of `fetch`. */
function plain(secret: string): string {
  const token = secret.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new MalformedSecretError('The token has characters that no token has');
}
