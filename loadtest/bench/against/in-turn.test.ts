import { expect, it } from 'vitest';
import { createRandom } from '../../../test/factories/random.ts';
import { measureInTurn } from './in-turn.ts';

async function orderOf(seed: number, rounds = 40) {
  const order: string[] = [];
  const line = (name: string) => ({
    ...{ name, unit: 'ms' },
    async measure(side: string) {
      order.push(`${name} ${side}`);
      return order.length;
    },
  });
  const lines = await measureInTurn(
    [line('cpu'), line('start')],
    { before: 'a', after: 'b' },
    {
      ...{ rounds, random: createRandom(seed), progress: () => undefined },
    },
  );
  return { order, lines };
}

it('measures each line of both sides once in every round', async () => {
  const { order, lines } = await orderOf(5);

  expect(lines.map(({ before, after }) => [before.length, after.length])).toEqual([
    [40, 40],
    [40, 40],
  ]);
  for (let round = 0; round < 40; round++) {
    expect(order.slice(4 * round, 4 * round + 4).toSorted()).toEqual([
      ...['cpu a', 'cpu b', 'start a', 'start b'],
    ]);
  }
});

it('leaves to chance which side is first', async () => {
  const { order } = await orderOf(5);
  const first = order.filter((_, index) => index % 4 === 0);
  const ofOther = first.filter((name) => name === 'cpu b').length;

  expect(ofOther).toBeGreaterThan(10);
  expect(ofOther).toBeLessThan(30);
});
