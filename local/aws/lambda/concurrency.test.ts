import { describe, expect, it } from 'vitest';
import { AccountConcurrency } from './concurrency.ts';

let now = 0;
const open = (limit: number) => new AccountConcurrency(limit, () => now);
const takeAll = (concurrency: { take(): boolean }, times: number) =>
  Array.from({ length: times }, () => concurrency.take()).filter(Boolean).length;

describe('functions without a reservation', () => {
  it('share what the account has', () => {
    const account = open(10);
    expect(takeAll(account.of('one'), 7)).toBe(7);
    expect(takeAll(account.of('other'), 7)).toBe(3);
    account.of('one').give();
    expect(takeAll(account.of('other'), 2)).toBe(1);
  });

  it('have only what others did not reserve, at least 100', () => {
    const account = open(1000);
    account.reserve('other', 900);
    expect(takeAll(account.of('one'), 1000)).toBe(100);
    expect(takeAll(account.of('other'), 1000)).toBe(900);
    expect(account.unreserved).toBe(100);
    expect(() => account.reserve('third', 1)).toThrow('below its minimum value of [100]');
  });
});

it('a function with another reservation keeps what runs in the count', () => {
  const account = open(1000);
  const reserve = (reserved?: number) => {
    account.reserve('one', reserved);
    return account.of('one');
  };
  expect(takeAll(reserve(2), 3)).toBe(2);
  expect(takeAll(reserve(5), 5)).toBe(3);
  expect(() => reserve(901)).toThrow('below its minimum value of [100]');
  expect(takeAll(reserve(900), 900)).toBe(895);
  expect(takeAll(reserve(), 1001)).toBe(1000);
});

it('claimed is what is reserved, used or not, and what runs without a reservation', () => {
  const account = open(1000);
  account.reserve('reserved', 300);
  takeAll(account.of('reserved'), 20);
  takeAll(account.of('other'), 7);
  expect(account.claimed).toBe(307);
});

it('a function of which nothing may run is throttled at once', () => {
  const account = open(1000);
  account.reserve('off', 0);
  expect(account.of('off').take()).toBe(false);
});

it('an environment takes ten requests a second, however short they are', () => {
  const account = open(1000);
  account.reserve('quick', 2);
  const concurrency = account.of('quick');
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
