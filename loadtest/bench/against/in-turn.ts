import type { Random } from '../../../test/factories/random.ts';
import type { Line } from '../../compare/compare-lines.ts';

export interface MeasuredLine<Side> {
  readonly name: string;
  readonly unit: string;
  measure(side: Side): Promise<number>;
}

export interface Sides<Side> {
  readonly before: Side;
  readonly after: Side;
}

/**
 * Measures both sides of each line so many times, in turn and each time in an order left to chance: what else the machine
 * does, and which one is first, falls on both alike.
 */
export async function measureInTurn<Side>(
  lines: readonly MeasuredLine<Side>[],
  sides: Sides<Side>,
  {
    rounds,
    random,
    progress,
  }: {
    readonly rounds: number;
    readonly random: Random;
    readonly progress: (line: string) => void;
  },
): Promise<readonly Line[]> {
  const values = lines.map(({ name, unit }) => ({
    ...{ name, unit },
    before: [] as number[],
    after: [] as number[],
  }));
  for (let round = 1; round <= rounds; round++) {
    progress(`Round ${round} of ${rounds}`);
    for (const [index, line] of lines.entries()) {
      const order = ['before', 'after'] as const;
      for (const side of random.chance(0.5) ? order : order.toReversed()) {
        values[index]?.[side].push(await line.measure(sides[side]));
      }
    }
  }
  return values;
}
