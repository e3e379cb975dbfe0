import { expect, it } from 'vitest';
import { stack } from './stack.ts';

it('puts each series on the sum of those below it, and keeps its gaps', () => {
  expect(
    stack([
      [1, null, 3, undefined],
      [10, 20, null, undefined],
      [100, 200, 300, 400],
    ]),
  ).toEqual([
    [1, null, 3, undefined],
    [11, 20, null, undefined],
    [111, 220, 303, 400],
  ]);
});
