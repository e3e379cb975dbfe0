import { expect, it } from 'vitest';
import { readSketch } from './read-sketch.ts';

it("takes from what Artillery tells at its end the percentiles of its answers' first bytes", () => {
  const answered = { min: 1, max: 9, count: 4, p50: 2, median: 2, p95: 7, p99: 8, p999: 9 };
  const summaries = { 'http.response_time': answered, 'http.total': answered };
  expect(readSketch({ counters: {}, summaries })).toEqual({
    ...{ p50: 2, p95: 7, p99: 8, p999: 9, max: 9 },
  });
  expect(readSketch({ counters: {}, summaries: {} })).toBeUndefined();
});
