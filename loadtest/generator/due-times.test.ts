import { expect, it } from 'vitest';
import { arrivalsOf, dueTimesOf } from './due-times.ts';

const alone = { worker: 1, workers: 1 };
const steady = (rate: number, duration = 2) => [
  { name: 'steady', duration, arrivalRate: rate, rampTo: rate },
];

it('spreads the webhooks of a second evenly over it', () => {
  expect([...dueTimesOf(steady(4), alone)]).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750]);
});

it('follows a ramp second by second, through all phases', () => {
  const ramp = [
    { name: 'ramp', duration: 3, arrivalRate: 1, rampTo: 3 },
    { name: 'calm', duration: 2, arrivalRate: 1, rampTo: 1 },
  ];
  expect([...dueTimesOf(ramp, alone)].map(Math.round)).toEqual([
    0, 1000, 1500, 2000, 2333, 2667, 3000, 4000,
  ]);
});

it('puts the webhooks of several workers between each other, so that together they are as even as of one', () => {
  const both = [1, 2].flatMap((worker) => [...dueTimesOf(steady(4, 1), { worker, workers: 2 })]);
  expect(both.sort((a, b) => a - b)).toEqual([0, 250, 500, 750]);
});

it.each([
  [5, 2, [3, 2]],
  [10, 3, [4, 3, 3]],
  [1, 3, [1, 0, 0]],
  [20.4, 1, [20]],
  [20.6, 1, [21]],
])('shares %d a second among %d workers as Artillery does', (rate, workers, expected) => {
  const shares = expected.map(
    (_, index) => arrivalsOf(steady(rate, 1), { worker: index + 1, workers })[0],
  );
  expect(shares).toEqual(expected);
});
