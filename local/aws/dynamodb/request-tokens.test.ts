import { expect, it } from 'vitest';
import { RequestTokens } from './request-tokens.ts';

const never = () => expect.unreachable();

it('forgets the tokens whose ten minutes are over, and no other', async () => {
  let now = 0;
  const tokens = new RequestTokens(() => now);
  for (const token of ['first', 'second', 'third']) {
    await tokens.once(token, 'a request', async () => {});
    now += 300_000;
  }
  await tokens.once('fourth', 'a request', async () => {});
  expect(tokens.size).toBe(3);
  await tokens.once('second', 'a request', never);
});

it('counts the ten minutes from when a transaction was written, not from when it came', async () => {
  let now = 0;
  const tokens = new RequestTokens(() => now);
  const slow = Promise.withResolvers<void>();
  const written = tokens.once('slow', 'a request', () => slow.promise);
  await tokens.once('quick', 'a request', async () => {});
  now = 600_000;
  slow.resolve();
  await written;
  now = 600_001;
  await tokens.once('slow', 'a request', never);
  expect(tokens.size).toBe(1);
});
