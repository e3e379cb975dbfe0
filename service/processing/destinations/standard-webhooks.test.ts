import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { destinationKeys } from '../../webhook/destination-keys.ts';
import { standardWebhooksHeaders } from './standard-webhooks.ts';

const secret = (letter: string) => Buffer.alloc(32, letter).toString('base64');
const body = Buffer.from('{"a":1}');

function headersNow(...slots: readonly (readonly [slot: string, value: string])[]) {
  const keys = destinationKeys(
    'app',
    slots.map(([slot, value]) => ({ slot, value })),
  );
  return standardWebhooksHeaders(keys, 'id-1', Math.floor(Date.now() / 1000), body);
}

it('signs with the old secret and the new one while one replaces the other', () => {
  const headers = headersNow(['current', secret('n')], ['previous', `whsec_${secret('o')}`]);
  expect(new Webhook(secret('n')).verify(body, headers)).toEqual({ a: 1 });
  expect(new Webhook(secret('o')).verify(body, headers)).toEqual({ a: 1 });
});

it('never signs with a retired secret', () => {
  const headers = headersNow(['current', secret('n')], ['retired', secret('o')]);
  expect(() => new Webhook(secret('o')).verify(body, headers)).toThrow('No matching signature');
});
