import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** RFC 8032, section 7.1, test 1. */
const ed25519Seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const ed25519PrivateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${ed25519Seed}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
export const ed25519PrivateKeyPem = String(
  ed25519PrivateKey.export({ format: 'pem', type: 'pkcs8' }),
);
export const ed25519PublicKey = createPublicKey(ed25519PrivateKey)
  .export({ format: 'der', type: 'spki' })
  .subarray(-32);

export function ed25519(message: Buffer): Buffer {
  return sign(null, message, ed25519PrivateKey);
}
