import type { Sender } from './sender.ts';

/** A challenge is a token. It has no character that marks part of a signed webhook (`:`, `.`, `{`, `"`). */
const tokenPattern = /^[A-Za-z0-9_=+/-]{1,256}$/;

export function isToken(challenge: string): boolean {
  return tokenPattern.test(challenge);
}

/**
 * Whether a stranger could have got this body signed by sending it as a challenge. That is possible if the sender's
 * handshake is unsigned and its signature covers the bare body. Such a body proves nothing, whatever its signature.
 */
export function isChallengeLike(sender: Pick<Sender, 'handshakes'>, body: Buffer): boolean {
  const isOracle = sender.handshakes?.some(
    ({ asks, answer }) => answer.kind === 'sign' && 'query' in asks,
  );
  return isOracle === true && body.length <= 256 && isToken(body.toString('latin1'));
}
