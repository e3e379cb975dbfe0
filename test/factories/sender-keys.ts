import { generateKeyPairSync } from 'node:crypto';
import type { SigningKeys } from '../../client/example-webhook/sign-example.ts';

const pair = generateKeyPairSync('ed25519');
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

/** Keys as the sources of a stack have them: a text as it generates them, for Discord a key pair. */
export function senderKeys(sender: string, publicUrl: string | undefined): SigningKeys {
  return {
    secret:
      sender === 'discord'
        ? publicKey.toString('hex')
        : 'S7HBz0wSFf7G0gihgmlEURNg51asDJioeHJ6KI4Vu8gn',
    privateKey: String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    publicUrl,
  };
}
