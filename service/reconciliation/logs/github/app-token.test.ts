import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { createAppToken } from './app-token.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const now = Date.parse('2026-11-26T12:00:00Z');

it('shows the App, in the form that GitHub takes', async () => {
  const token = createAppToken(12_345, pem, () => now)();
  const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
    currentDate: new Date(now),
    issuer: '12345',
    algorithms: ['RS256'],
  });
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT' });
  const { iat = 0, exp = 0 } = payload;
  expect(iat).toBeLessThanOrEqual(now / 1000);
  expect(exp - iat).toBeLessThanOrEqual(600);
});

it('is made anew before it ends, and not before', () => {
  let time = now;
  const token = createAppToken(1, pem, () => time);
  const first = token();
  time += 5 * 60_000;
  expect(token()).toBe(first);
  time += 3 * 60_000;
  expect(token()).not.toBe(first);
});

it('is not made of a key that is none, whose text is not told', () => {
  const make = () => createAppToken(1, 'my secret key', () => now);
  expect(make).toThrow('PEM');
  expect(make).not.toThrow('my secret');
});
