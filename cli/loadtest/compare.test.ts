import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportOf } from '../../loadtest/fixtures/report.ts';
import type { Report } from '../../loadtest/report/json.ts';
import { writeReport } from '../../loadtest/report/write-report.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-compare-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const usual = reportOf();

/** The usual run, whose answers took so many milliseconds. */
function runOf(milliseconds: number, changes: Partial<Report> = {}): Report {
  const total = { count: 6000, p50: milliseconds, p95: 99, p99: 2 * milliseconds, max: 99 };
  const { latency } = usual.measured;
  const sustained = { ...latency.sustained, total };
  return {
    ...usual,
    measured: { ...usual.measured, latency: { ...latency, sustained } },
    ...changes,
  };
}

/** Ten runs in a folder of their own. */
function writeSide(name: string, of: (index: number) => Report): void {
  for (let index = 0; index < 10; index++) {
    writeReport(join(root, 'reports', name, `${index}`), of(index));
  }
}

beforeAll(() => {
  writeSide('before', (index) => runOf(10 + index / 100));
  writeSide('after', (index) => runOf(12 + index / 100));
  writeSide('invalid', () => runOf(10, { verdict: 'invalid' }));
  writeSide('soak', () => runOf(10, { scenario: 'soak' }));
  writeSide('elsewhere', () => runOf(10, { environment: { ...usual.environment, stack: 'AWS' } }));
  const environment = { ...usual.environment, commit: 'feedbeef0123' };
  writeReport(join(root, 'reports', '2026-01-01-spike'), runOf(11, { environment }));
});

const run = (args: string) => runSpillway(['loadtest', 'compare', ...args.split(' ')], { root });

it('shows what has changed, and ~ where nothing has', async () => {
  const text = await run('before after');

  expect(text).toMatch(/answer, p50 +10 ms +12 ms +\+19\.\d % +\+19\.\d % to \+20\.\d % /);
  expect(text).toMatch(/accepted +20 \/s +20 \/s +~ /);
});

it('says the same to a program', async () => {
  const { lines, remarks } = JSON.parse(await run('before after --json'));

  expect(lines).toContainEqual(expect.objectContaining({ name: 'answer, p99', finding: 'more' }));
  expect(lines).toContainEqual(expect.objectContaining({ name: 'to drain', finding: '~' }));
  expect(remarks).toEqual([]);
});

it('takes the runs of a commit, and says that one shows nothing', async () => {
  expect(await run('feedbeef after')).toMatch(
    /answer, p50 .* ~ .* 1 \+ 10\n[\s\S]*fewer than 10 runs/,
  );
});

it.each([
  ['before nowhere', 'nowhere is neither a folder with reports nor a commit that has any'],
  ['before invalid', 'no scenario in common: spike on the one, no valid run on the other'],
  ['before soak', 'no scenario in common: spike on the one, soak on the other'],
  ['before after --scenario soak', 'no valid run on the one'],
  ['before elsewhere', 'measured in different places'],
])('compares nothing where that would deceive: %s', async (args, message) => {
  await expect(run(args)).rejects.toThrow(message);
});
