import { describe, expect, it } from 'vitest';
import { compare, interleave, median } from './compare.ts';

describe('comparing variants', () => {
  it('measures them in turn, round after round', async () => {
    const order: string[] = [];
    const rounds = await interleave(['floor', 'ours'], 2, async (variant) => {
      order.push(variant);
      return order.length;
    });

    expect(order).toEqual(['floor', 'ours', 'floor', 'ours']);
    expect(rounds).toEqual([
      { floor: 1, ours: 2 },
      { floor: 3, ours: 4 },
    ]);
  });

  it('takes ratios within a round, so that a slow moment falls on both', () => {
    const rounds = [
      { floor: 100, ours: 70 },
      { floor: 1000, ours: 800 },
      { floor: 100, ours: 60 },
    ];

    expect(compare(rounds, 'ours', 'floor', (value) => value)).toEqual({
      median: 70,
      ratio: 0.7,
      least: 0.6,
      greatest: 0.8,
    });
  });

  it('finds the median of an odd and of an even number of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
