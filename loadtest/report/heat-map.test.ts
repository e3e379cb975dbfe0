import { expect, it } from 'vitest';
import { createRun, plan, startOfRun, withAnswers } from '../fixtures/run.ts';
import { requestsOf } from '../samples/requests.ts';
import { heatMapOf } from './heat-map.ts';

const { samples } = createRun();
const mapOf = (changed = samples) => heatMapOf(requestsOf(changed, plan.timeoutMs), startOfRun);

it('counts each answer once, in the second in which it was due', () => {
  const { seconds } = mapOf();

  expect(seconds.map((cells) => cells.reduce((sum, count) => sum + count, 0))).toEqual([
    2, 2, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20,
  ]);
});

it('shows two kinds of answers in one second, where a median shows one', () => {
  const slow = withAnswers(samples, (one) => [
    Number(one.request.slice(2)) % 2 === 0 ? { ...one, at: one.at + 2000 } : one,
  ]);
  const { bounds, seconds } = mapOf(slow);

  const filled = seconds[5]?.flatMap((count, row) => (count > 0 ? [[bounds[row], count]] : []));
  expect(filled).toEqual([
    [15.2, 10],
    [2960, 10],
  ]);
});

it('has a row for what took longer than any bound', () => {
  const { bounds, seconds } = mapOf(withAnswers(samples, (one) => [{ ...one, at: one.at + 1e6 }]));

  expect(seconds[0]?.[bounds.length]).toBe(2);
});
