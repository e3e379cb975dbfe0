import { expect, it } from 'vitest';
import { createRandom } from '../../test/factories/random.ts';
import { reportOf } from '../fixtures/report.ts';
import type { Report } from '../report/json.ts';
import { benchmarkingPage } from './benchmarking-page.ts';
import { compareWithItself } from './compare-with-itself.ts';
import { takeResults } from './take-results.ts';

const usual = reportOf();

/** The usual run, with answers that took so long. */
function runOf(p50: number): Report {
  const { latency } = usual.measured;
  const total = { count: 6000, p50, p95: 99, p99: 99, max: 99 };
  return {
    ...usual,
    measured: { ...usual.measured, latency: { ...latency, sustained: { total } } },
  };
}

const random = createRandom(5);
const alike = Array.from({ length: 20 }, () => runOf(10 + random.below(1000) / 1000));

it('counts how many lines seem changed where nothing is', () => {
  const found = compareWithItself(alike, 10, createRandom(1));

  expect(found).toMatchObject({ scenario: 'spike', runs: 20, comparisons: 10, shown: 0 });
  expect(found.lines).toBeGreaterThanOrEqual(40);
});

it('asks for enough runs of one scenario', () => {
  const soak = { ...usual, scenario: 'soak' };

  expect(() => compareWithItself(alike.slice(1), 10, random)).toThrow('here are 19 of spike');
  expect(() => compareWithItself([...alike, soak], 10, random)).toThrow('21 of spike, soak');
});

it('is told on the page', () => {
  const runs = compareWithItself(alike, 10, createRandom(1));
  const bench = { commit: '0123456789ab', rounds: 10, lines: 4, shown: 1 };
  const page = benchmarkingPage({ ...takeResults(alike, []), withItself: { runs, bench } });

  expect(page).toContain('0 of the');
  expect(page).toMatch(/1 of 4 lines, .*0123456789ab/);
});
