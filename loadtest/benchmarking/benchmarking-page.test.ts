import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createRun } from '../fixtures/run.ts';
import { benchmarkingPage } from './benchmarking-page.ts';
import { takeResults } from './take-results.ts';

it('is up to date: if this fails, run `npm run docs`', () => {
  const page = readFileSync(new URL('../BENCHMARKING.md', import.meta.url), 'utf8');

  expect(page).toBe(benchmarkingPage());
});

const usual = reportOf();
const lossy = reportOf(createRun({ arrivals: createRun().arrivals.slice(0, -2) }));

it('has of several runs the median, and in brackets the spread', () => {
  const page = benchmarkingPage(takeResults([usual, usual, lossy], []));

  expect(page).toContain('| spike | 2 of 3 | 205 | 0 (0 – 2) |');
});

it('leaves out runs that say nothing, and says how many', () => {
  const page = benchmarkingPage(takeResults([usual, { ...lossy, verdict: 'invalid' }], ['Noisy.']));

  expect(page).toContain('| spike | 1 of 1 | 205 | 0 |');
  expect(page).toContain('- Noisy.\n- Left out, since they were invalid or unfinished: 1 more.');
});

it('mixes no commits', () => {
  const other = { ...usual, environment: { ...usual.environment, commit: 'fedcba987654' } };

  expect(() => takeResults([usual, other], [])).toThrow('not of one commit in one place');
  expect(() => takeResults([], [])).toThrow('None of these runs is valid');
});
