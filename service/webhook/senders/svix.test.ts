import { Webhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { createRequest } from '../request.ts';
import { senders } from '../senders.ts';
import { ed25519, ed25519PublicKey } from '../vectors/ed25519-key.ts';
import { seconds } from '../vectors/sample.ts';
import { now } from '../vectors/samples.ts';
import { standardHeaders } from '../vectors/standard-headers.ts';
import { verifySignature } from '../verify-signature.ts';

const body = Buffer.from('{"type":"invoice.paid"}');
const names = ['svix', 'webhook'] as const;

function verify(sender: 'svix' | 'standard-webhooks', headers: object, value: string) {
  const request = createRequest({ headers: { ...headers }, body });
  return verifySignature(senders[sender], request, [{ slot: 'current', value }], { now });
}

describe("Svix's keys", () => {
  it.each([24, 64, 65, 75])('may have %i bytes', (bytes) => {
    const key = Buffer.alloc(bytes, 'key').toString('base64');
    for (const name of names) {
      const headers = standardHeaders(name, new Webhook(key), body, now);
      expect(verify('svix', headers, `whsec_${key}`).kind).toBe('verified');
    }
  });

  it.each([
    ['svix', 23],
    ['svix', 76],
    ['standard-webhooks', 65],
  ] as const)('of %s may not have %i', (sender, bytes) => {
    const key = Buffer.alloc(bytes, 'key').toString('base64');
    const headers = standardHeaders('webhook', new Webhook(key), body, now);
    expect(verify(sender, headers, `whsec_${key}`).kind).toBe('rejected');
  });

  it.each(names)('may be asymmetric: %s-signature of Ed25519', (name) => {
    const message = `msg_1.${seconds(now)}.${body}`;
    const headers = {
      [`${name}-id`]: 'msg_1',
      [`${name}-timestamp`]: seconds(now),
      [`${name}-signature`]: `v1a,${ed25519(Buffer.from(message)).toString('base64')}`,
    };
    const key = `whpk_${ed25519PublicKey.toString('base64')}`;
    expect(verify('svix', headers, key)).toMatchObject({
      kind: 'verified',
      scheme: { idHeader: `${name}-id` },
    });
    expect(verify('svix', { ...headers, [`${name}-id`]: 'msg_2' }, key).kind).toBe('rejected');
  });
});
