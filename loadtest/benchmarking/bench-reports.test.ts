import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { benchWithItself, ministackOf } from './bench-reports.ts';

const folder = mkdtempSync(join(tmpdir(), 'spillway-bench-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(report: object): string {
  const file = join(folder, 'bench.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const commit = `0123456789ab${'c'.repeat(28)}`;
const environment = { commit: '0123456789ab' };
const lines = ['~', 'more', '~', 'too few runs'].map((finding) => ({ finding, runs: [10, 10] }));

it('counts each line that is not ~ of a commit against itself', () => {
  expect(benchWithItself(written({ commit, environment, lines }))).toEqual({
    ...{ commit: '0123456789ab', rounds: 10, lines: 4, shown: 2 },
  });
});

it('refuses a comparison of two commits', () => {
  const file = written({ commit: 'f'.repeat(40), environment, lines });

  expect(() => benchWithItself(file)).toThrow('compares 0123456789ab with ffffffffffff');
});

it('takes the ratio to MiniStack round by round', () => {
  const rounds = [
    { embedded: { perSecond: 600 }, ministack: { perSecond: 100 } },
    { embedded: { perSecond: 400 }, ministack: { perSecond: 100 } },
    { embedded: { perSecond: 500 }, ministack: { perSecond: 50 } },
  ];
  const file = written({ environment, version: '1.0.0', connections: 24, rounds });

  expect(ministackOf(file)).toMatchObject({
    embedded: { median: 500, least: 400, greatest: 600 },
    ratio: { median: 6, least: 4, greatest: 10 },
    rounds: 3,
  });
});
