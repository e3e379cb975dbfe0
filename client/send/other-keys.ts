import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyFormat, SignatureScheme } from '../../service/webhook/sender.ts';
import type { SigningKeys } from '../example-webhook/sign-example.ts';

/** Keys in the form of the given ones, which are not those of the source. */
export function otherKeys({ method, key }: SignatureScheme, keys: SigningKeys): SigningKeys {
  const prefix = key.prefixes?.find((each) => keys.secret.startsWith(each)) ?? '';
  if (method === 'ed25519') {
    const pair = generateKeyPairSync('ed25519');
    const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
    return {
      ...keys,
      secret: prefix + textOf(spki.subarray(-32), key),
      privateKey: String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    };
  }
  const [fewest, most] = key.bytes ?? [32, 32];
  const bytes = randomBytes(Math.min(Math.max(32, fewest), most));
  return { ...keys, secret: prefix + textOf(bytes, key) };
}

function textOf(bytes: Buffer, { encoding }: KeyFormat): string {
  return bytes.toString(encoding === 'text' ? 'base64url' : encoding);
}
