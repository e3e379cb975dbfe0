import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createRequest } from './request.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { signRequest } from './sign-request.ts';
import { ed25519PrivateKeyPem } from './vectors/ed25519-key.ts';
import { now, requestOf, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

// Discord signs with a private key, Zendesk writes its time without milliseconds, and DocuSign's sample has two keys.
const names = (Object.keys(senders) as SenderName[]).filter(
  (name) => !['discord', 'zendesk', 'docusign'].includes(name),
);

it.each(names)('signs as %s does, to the byte', async (name) => {
  const { secret, publicUrl } = samples[name];
  const genuine = await requestOf(samples[name]);
  const signed = new Set(Object.keys(await samples[name].sign(genuine.body, now)));
  const headers = Object.fromEntries(
    Object.entries(genuine.headers).filter(
      ([header]) => !signed.has(header) || header.endsWith('-id'),
    ),
  );
  const request = signRequest(senders[name], { ...genuine, headers }, secret, { now, publicUrl });
  expect(request).toEqual(genuine);
});

it.each(['zendesk', 'docusign'] as const)('signs what %s would', (name) => {
  const { secret, body, headers } = samples[name];
  const request = createRequest({ headers, body: Buffer.from(body) });
  const signed = signRequest(senders[name], request, secret, { now });
  const secrets = [{ slot: 'current', value: secret }];
  expect(signed && verifySignature(senders[name], signed, secrets, { now }).kind).toBe('verified');
});

it('signs JSON for Twilio with the hash of its body in the query', () => {
  const sender: Sender = senders.twilio;
  const publicUrl = 'https://hooks.example.com/webhooks/twilio';
  const body = Buffer.from('{"a":1}');
  const request = createRequest({ headers: { 'content-type': 'application/json' }, body });
  const context = { now, publicUrl };
  const signed = signRequest(sender, request, 'secret', context);
  const secrets = [{ slot: 'current', value: 'secret' }];
  expect(signed && verifySignature(sender, signed, secrets, context).kind).toBe('verified');
});

it("signs with GitLab's token where that is the secret", () => {
  const request = createRequest({ body: Buffer.from('{}') });
  const signed = signRequest(senders.gitlab, request, 'not base64!', { now });
  expect(signed?.headers).toEqual({ 'x-gitlab-token': 'not base64!' });
});

it('signs with the private key that belongs to the public one, and with no other', async () => {
  const { secret } = samples.discord;
  const { headers: _, ...request } = await requestOf(samples.discord);
  const sign = (privateKey: string) =>
    signRequest(senders.discord, { ...request, headers: {} }, secret, { now }, privateKey);
  const genuine = sign(ed25519PrivateKeyPem);
  const secrets = [{ slot: 'current', value: secret }];
  expect(genuine && verifySignature(senders.discord, genuine, secrets, { now }).kind).toBe(
    'verified',
  );
  const { privateKey } = generateKeyPairSync('ed25519');
  expect(sign(String(privateKey.export({ format: 'pem', type: 'pkcs8' })))).toBeUndefined();
});

it('signs nothing for a sender whose secret only verifies', async () => {
  const request = await requestOf(samples.discord);
  expect(signRequest(senders.discord, request, samples.discord.secret, { now })).toBeUndefined();
});
