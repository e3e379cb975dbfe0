import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';
import { senders } from './senders.ts';

const types = ['invoice.paid', 'invoice.payment_failed', 'charge.succeeded', 'ping'];

it.each([
  ['invoice.payed', 'invoice.paid'],
  ['invoice.piad', 'invoice.paid'],
  ['Charge.Succeded', 'charge.succeeded'],
  ['pong', 'ping'],
  ['invoice', undefined],
  ['star', undefined],
  ['', undefined],
])('finds what was meant by %j: %s', (given, meant) => {
  expect(nearestName(given, types)).toBe(meant);
});

it('takes no sender for another one', () => {
  const names = Object.keys(senders);
  for (const name of names) expect(nearestName(name, names)).toBe(name);
  expect(nearestName('githb', names)).toBe('github');
});
