import { describe, expect, it } from 'vitest';
import { AccountConcurrency } from './concurrency.ts';

let now = 0;
const open = (limit: number) => new AccountConcurrency(limit, () => now);
const takeAll = (concurrency: { take(): boolean }, times: number) =>
  Array.from({ length: times }, () => concurrency.take()).filter(Boolean).length;

describe('functions without a reservation', () => {
  it('share what the account has', () => {
    const account = open(10);
    const [one, other] = [{ functionName: 'one' }, { functionName: 'other' }].map((each) =>
      account.of(each),
    );
    expect(takeAll(one ?? expect.unreachable(), 7)).toBe(7);
    expect(takeAll(other ?? expect.unreachable(), 7)).toBe(3);
    one?.give();
    expect(takeAll(other ?? expect.unreachable(), 2)).toBe(1);
  });

  it('have only what others did not reserve, at least 100', () => {
    const account = open(1000);
    const shared = account.of({ functionName: 'one' });
    const reserved = account.of({ functionName: 'other', reservedConcurrency: 900 });
    expect(takeAll(shared, 1000)).toBe(100);
    expect(takeAll(reserved, 1000)).toBe(900);
    expect(() => account.of({ functionName: 'third', reservedConcurrency: 1 })).toThrow(
      'below its minimum value of [100]',
    );
  });
});

it('a function that is deployed with another reservation keeps what runs in the count', () => {
  const account = open(1000);
  const deploy = (reservedConcurrency?: number) =>
    account.of({ functionName: 'one', ...(reservedConcurrency && { reservedConcurrency }) });
  expect(takeAll(deploy(2), 3)).toBe(2);
  expect(takeAll(deploy(5), 5)).toBe(3);
  expect(() => deploy(901)).toThrow('below its minimum value of [100]');
  expect(takeAll(deploy(900), 900)).toBe(895);
  expect(takeAll(deploy(), 1001)).toBe(1000);
});

it('functions that are deployed again may have what another one gives back', () => {
  const account = open(1000);
  const deploy = (one: number, other: number) => {
    account.forgetReservations();
    account.of({ functionName: 'one', reservedConcurrency: one });
    return account.of({ functionName: 'other', reservedConcurrency: other });
  };
  deploy(500, 400);
  expect(takeAll(deploy(800, 100), 101)).toBe(100);
});

it('a function of which nothing may run is throttled at once', () => {
  expect(open(1000).of({ functionName: 'off', reservedConcurrency: 0 }).take()).toBe(false);
});

it('an environment takes ten requests a second, however short they are', () => {
  const concurrency = open(1000).of({ functionName: 'quick', reservedConcurrency: 2 });
  const requestAll = () =>
    Array.from({ length: 30 }, () => {
      const isTaken = concurrency.take();
      if (isTaken) concurrency.give();
      return isTaken;
    }).filter(Boolean).length;
  expect(requestAll()).toBe(20);
  now += 500;
  expect(requestAll()).toBe(10);
});
