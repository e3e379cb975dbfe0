import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { SourceConfig } from '../../../service/webhook/configuration.ts';
import { readSlots } from './read-slots.ts';
import { SecretStore } from './secret-store.ts';
import { seedSenderKeys } from './seed-sender-keys.ts';

const generated = 'Ab1'.repeat(14).concat('Zz');
let store: SecretStore;
let said: string[];

beforeEach(() => {
  said = [];
  store = new SecretStore('us-east-1', '000000000000');
  for (const name of ['github', 'svix', 'discord', 'hex']) {
    store.create(`spillway/dev/sources/${name}`, JSON.stringify({ current: generated }));
  }
});

const hexSender: Extract<SourceConfig, { sender: 'custom' }>['custom'] = {
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'signature',
      encoding: 'hex',
      signs: ['body'],
      key: { encoding: 'hex', prefixes: ['key_'], bytes: [16, 16] },
    },
  ],
  deliveryId: ['body-hash'],
  eventType: [{ fixed: 'event' }],
};

const seed = () =>
  seedSenderKeys(
    {
      github: { sender: 'github' },
      svix: { sender: 'svix' },
      discord: { sender: 'discord' },
      hex: { sender: 'custom', custom: hexSender },
    },
    store,
    'spillway/dev/sources/',
    (line) => said.push(line),
  );
const secretOf = (name: string) => readSlots(store, `spillway/dev/sources/${name}`).current ?? '';

it('leaves a generated secret that the sender could use', () => {
  seed();
  expect([secretOf('github'), secretOf('svix')]).toEqual([generated, generated]);
});

it('makes a key in the form of the sender elsewhere, and says what that means on AWS', () => {
  seed();
  expect(secretOf('hex')).toMatch(/^key_[0-9a-f]{32}$/);
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/: npx spillway secrets set discord --stage dev$/);
  expect(said.join()).not.toContain(secretOf('hex'));
});

it('keeps the private half of a key pair, the same after a restart', () => {
  const privateKey = seed().get('discord') ?? '';
  const message = createHash('sha256').update('a webhook').digest();
  const spki = Buffer.from(`302a300506032b6570032100${secretOf('discord')}`, 'hex');
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const signature = sign(null, message, createPrivateKey(privateKey));
  expect(verify(null, message, publicKey, signature)).toBe(true);
  store.put(store.find('spillway/dev/sources/discord'), JSON.stringify({ current: generated }), [
    'AWSCURRENT',
  ]);
  expect(seed().get('discord')).toBe(privateKey);
});

it('has no private key for a source whose name every object has', () => {
  expect(seed().get('constructor')).toBeUndefined();
});
