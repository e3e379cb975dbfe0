import { expect, it } from 'vitest';
import { readVariables } from './read-variables.ts';

it('reads the size, the mix and the stage', () => {
  const vars = { rate: 60, seconds: 10, workers: 4, sources: 'github:3,stripe', stage: 'prod' };
  expect(readVariables({ ...vars, ceilingMs: 250, $environment: 'aws' })).toEqual({
    ceilingMs: 250,
    size: { rate: 60, seconds: 10, workers: 4 },
    mix: { github: 3, stripe: 1 },
    stage: 'prod',
  });
});

it('completes the sizes of large bodies', () => {
  expect(readVariables({ maxBytes: 9000 }).largeBytes).toEqual([1024, 9000]);
  expect(readVariables({}).largeBytes).toBeUndefined();
});

it.each([
  [{ rate: 0 }, 'rate'],
  [{ rate: '60' }, 'rate'],
  // Artillery's ramps break at a duration of 1.
  [{ seconds: 1 }, 'seconds'],
  [{ seconds: 1e9 }, 'seconds'],
  [{ rate: 1e9 }, 'rate'],
  [{ workers: 0 }, 'workers'],
  [{ sources: 'github:0' }, 'sources'],
  [{ sources: '' }, 'sources'],
  [{ minBytes: 5000, maxBytes: 100 }, 'maxBytes'],
  [{ endpoint: 'prod' }, 'endpoint'],
])('names what is wrong in %j', (vars, name) => {
  expect(() => readVariables(vars)).toThrow(new RegExp(`^--variables: .*at ${name}$`, 's'));
});
