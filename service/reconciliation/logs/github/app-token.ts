import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { MalformedSecretError } from '../../../errors.ts';

/** GitHub takes ten minutes at most; a minute of each is for clocks that differ. */
const validSeconds = 540;
const backdatedSeconds = 60;
const renewedSeconds = 120;

/**
 * The token by which an App shows who it is: a JWT, made anew before the one before it ends.
 *
 * @param now milliseconds since 1970, by a clock that is right: GitHub refuses a token from the future
 * @throws MalformedSecretError for what is no private key
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function createAppToken(app: number, privateKey: string, now: () => number): () => string {
  const key = readKey(privateKey);
  let made = { token: '', endsAt: 0 };
  return () => {
    const seconds = Math.floor(now() / 1000);
    if (made.endsAt - seconds < renewedSeconds) {
      const endsAt = seconds + validSeconds;
      made = { token: tokenOf(app, key, { issuedAt: seconds - backdatedSeconds, endsAt }), endsAt };
    }
    return made.token;
  };
}

function tokenOf(app: number, key: KeyObject, times: { issuedAt: number; endsAt: number }): string {
  const claims = { iat: times.issuedAt, exp: times.endsAt, iss: String(app) };
  const content = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

function readKey(text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    // Falls through: the parser's own message may quote the key.
  }
  throw new MalformedSecretError("The App's private key can't be read: a PEM file is expected");
}
