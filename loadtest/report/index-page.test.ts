import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createRun } from '../fixtures/run.ts';
import { writeIndex } from './index-page.ts';
import { writeReport } from './write-report.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-index-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folderWith(name: string, scenario: string, record = createRun()): string {
  const folder = join(root, name);
  writeReport(folder, { ...reportOf(record), scenario });
  return folder;
}

it('has a line for each run, with its verdict and a way to its report', () => {
  const spike = folderWith('1-spike', 'spike');
  const soak = folderWith('2-soak', 'soak', createRun({ arrivals: [] }));

  const html = readFileSync(writeIndex(root, [spike, soak]), 'utf8');
  expect(html).toContain('1 of 2 passed');
  expect(html).toMatch(/href="1-spike\/report\.html">spike<.*?>passed</);
  expect(html).toMatch(/href="2-soak\/report\.html">soak<.*?>failed</);
  expect(readFileSync(join(root, 'index.md'), 'utf8')).toContain(
    '| soak | Failed | 205 | 205 | 205 |',
  );
});

it('names the run without a report, and leaves none out', () => {
  expect(() => writeIndex(root, [join(root, 'nowhere')])).toThrow(/There is no .*nowhere/);
});
