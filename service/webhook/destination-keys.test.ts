import { describe, expect, it } from 'vitest';
import { destinationKeys, isKeySlot } from './destination-keys.ts';

const bytes = Buffer.from([251, 255, 190, ...Buffer.from('the rest of a key of 32 bytes')]);
const keysOf = (...values: readonly string[]) =>
  destinationKeys(
    'app',
    values.map((value, index) => ({ slot: index === 0 ? 'current' : `other-${index}`, value })),
  );

describe('the key of a destination', () => {
  it.each([
    ['base64', bytes.toString('base64')],
    ['base64 without its padding', bytes.toString('base64').replaceAll('=', '')],
    ['base64 for URLs', bytes.toString('base64url')],
    ['base64 with a line break behind it', `${bytes.toString('base64')}\n`],
    ['whsec_ and base64', `whsec_${bytes.toString('base64')}`],
    ['v1,whsec_ and base64', `v1,whsec_${bytes.toString('base64')}`],
    ['whsec_ with a space before it', ` whsec_${bytes.toString('base64')}`],
  ])('may be %s', (_what, value) => {
    expect(keysOf(value)).toEqual([bytes]);
  });

  it('may be the 44 letters and digits that a deployment makes up', () => {
    const generated = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9jK2mN5pQ';
    expect(keysOf(generated)).toEqual([Buffer.from(generated, 'base64')]);
  });

  it.each([
    'whsec_',
    '!!!!',
    'a',
    'whsec_a',
    'aaaaa',
    'two words',
    ' ',
    '====',
    'whpk_AAAA',
    'whsk_AAAA',
  ])('is never one of chance, and never empty: %s', (value) => {
    expect(() => keysOf(value)).toThrow(
      'Slot current of the secret of destination app is no base64 key',
    );
    expect(keysOf('AAAA', value)).toEqual([Buffer.alloc(3)]);
  });

  it('is in no error', () => {
    expect(() => keysOf('hush, hush')).not.toThrow(/hush/);
  });
});

it('a slot is for a key unless a header is made of it, or it is a URL', () => {
  const config = { headers: { authorization: { secret: 'api-key' }, 'x-plain': 'previous' } };
  const slots = ['current', 'previous', 'api-key', 'url'];
  expect(slots.filter((slot) => isKeySlot(config, slot))).toEqual(['current', 'previous']);
});
