import { expect, it } from 'vitest';
import { readLetterFilter, readLetterOrder } from './read-letter-order.ts';

it.each([
  [{ kind: 'discard', why: ' ' }, /why: Say why/],
  [{ kind: 'discard', why: 'x' }, /every dead letter/],
  [{ kind: 'discard', why: 'x', filter: {} }, /every dead letter/],
  [{ kind: 'redrive', ratePerSecond: 0 }, /ratePerSecond/],
  [{ kind: 'redrive', filter: { fingerprint: 'x' } }, /filter\.fingerprint/],
  [{ kind: 'redrive', resume: 'the last one' }, /resume/],
  [{ kind: 'other' }, /kind/],
  [undefined, /The order/],
])('takes no order %j', (body, message) => {
  expect(() => readLetterOrder(body)).toThrow(message);
});

it('takes a filter from an address, without what is empty there', () => {
  const query = new URLSearchParams('source=github&class=&since=2026-11-26T10:00:00Z');
  expect(readLetterFilter(query)).toEqual({
    ...{ source: 'github', since: new Date('2026-11-26T10:00:00Z') },
  });
  expect(() => readLetterFilter(new URLSearchParams('class=bad'))).toThrow(/class/);
});
