import { expect, it } from 'vitest';
import { readLetterFilter, readLetterOrder } from './read-letter-order.ts';

it.each([
  [{ kind: 'discard', why: ' ' }, /why: Say why/],
  [{ kind: 'discard', why: 'x' }, /every dead letter/],
  [{ kind: 'discard', why: 'x', filter: {} }, /every dead letter/],
  [{ kind: 'redrive', ratePerSecond: 0 }, /ratePerSecond/],
  // A timer of so many years would not wait at all.
  [{ kind: 'redrive', ratePerSecond: 1e-9 }, /ratePerSecond/],
  [JSON.parse('{"kind":"redrive","ratePerSecond":1e999}'), /ratePerSecond/],
  [{ kind: 'redrive', expected: -1 }, /expected/],
  [JSON.parse('{"kind":"redrive","filter":{"__proto__":{"source":1},"source":2}}'), /source/],
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
