import { expect, it } from 'vitest';
import { readEnvironment } from './environment.ts';

it('names every variable that is missing or empty at once', () => {
  expect(() => readEnvironment({ A: 'a', B: '' }, ['A', 'B', 'C'])).toThrow(
    'Missing environment variables: B, C. infra/ sets them.',
  );
});

it('gives the variables that were asked for, and no others', () => {
  expect(readEnvironment({ A: 'a', PATH: '/bin' }, ['A'])).toEqual({ A: 'a' });
});
