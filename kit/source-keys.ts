import { generateKeyPairSync } from 'node:crypto';
import type { Sender, SignatureScheme } from '../service/webhook/sender.ts';

/** With what a test signs in a sender's place. */
export interface SourceKeys {
  readonly secret: string;
  /** PKCS #8, PEM, where the secret is a public key. */
  readonly privateKey?: string;
}

/** A key for each of a sender's schemes, in the format of its secrets. */
export function sourceKeysOf({ schemes }: Sender): readonly SourceKeys[] {
  return schemes.map((scheme) => {
    if (scheme.method === 'ed25519') return keyPairFor(scheme);
    return { secret: secretFrom(scheme, Buffer.alloc(lengthOf(scheme), 'kit')) };
  });
}

function lengthOf({ key: { bytes: [fewest, most] = [32, 32] } }: SignatureScheme): number {
  return Math.min(Math.max(32, fewest), most);
}

function keyPairFor(scheme: SignatureScheme): SourceKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    secret: secretFrom(scheme, raw),
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}

function secretFrom({ key: { encoding, prefixes } }: SignatureScheme, bytes: Buffer): string {
  return (prefixes?.[0] ?? '') + bytes.toString(encoding === 'text' ? 'utf8' : encoding);
}
