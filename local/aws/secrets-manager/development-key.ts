import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { SignatureScheme } from '../../../service/webhook/sender.ts';

export interface DevelopmentKey {
  /** As the source's secret, in the form that the sender's own have. */
  readonly secret: string;
  /** Only for senders that sign with one, of which we know the public key alone: PKCS #8, PEM. */
  readonly privateKey?: string;
}

/** The bytes that RFC 8410 puts before the 32 bytes of a private key. */
const pkcs8Prefix = '302e020100300506032b657004220420';

/**
 * A key that a source's sender could have, the same for the same name each time. Nothing secret about it: for one
 * machine's development only.
 */
export function developmentKey(name: string, { method, key }: SignatureScheme): DevelopmentKey {
  const prefix = key.prefixes?.at(-1) ?? '';
  if (method === 'ed25519') {
    const privateKey = ed25519PrivateKey(bytesFor(name, 32));
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
    return {
      secret: prefix + encode(spki.subarray(-32), key.encoding),
      privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    };
  }
  const [fewest, most] = key.bytes ?? [32, 32];
  const bytes = bytesFor(name, Math.min(Math.max(32, fewest), most));
  return { secret: prefix + encode(bytes, key.encoding) };
}

function ed25519PrivateKey(seed: Buffer): KeyObject {
  const key = Buffer.concat([Buffer.from(pkcs8Prefix, 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function encode(bytes: Buffer, encoding: 'text' | 'base64' | 'hex'): string {
  return bytes.toString(encoding === 'text' ? 'base64url' : encoding);
}

function bytesFor(name: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block++) {
    const hmac = createHmac('sha256', 'spillway development key').update(`${name} ${block}`);
    blocks.push(hmac.digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}
