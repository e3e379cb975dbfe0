import { expect, it } from 'vitest';
import { createPageFiles } from './page-files.ts';

it('bundles once, and again where that failed', async () => {
  let times = 0;
  const filesOf = createPageFiles(async () => {
    times += 1;
    if (times === 1) throw new Error('no memory');
    return new Map();
  });
  await expect(Promise.all([filesOf(), filesOf()])).rejects.toThrow('no memory');
  expect(await filesOf()).toBe(await filesOf());
  expect(times).toBe(2);
});
