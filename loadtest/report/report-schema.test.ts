import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createRun } from '../fixtures/run.ts';
import { readReport } from './read-report.ts';
import { writeReport } from './write-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'spillway-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder whose report.json has this text. */
function folderWith(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'report.json'), text);
  return path;
}

it('reads back what was written', () => {
  const path = join(folder, 'runs', 'usual');
  writeReport(path, reportOf());

  expect(readReport(path)).toEqual(reportOf());
});

it('keeps a figure that the run does not have apart from 0', () => {
  const path = join(folder, 'empty');
  const empty = createRun({ samples: [], arrivals: [], backlog: [] });
  writeReport(path, reportOf(empty));

  const [latency] = readReport(path).gates.filter(({ name }) => name === 'latency');
  expect(latency).toMatchObject({ passed: false, value: Number.NaN });
  expect(readFileSync(join(path, 'report.json'), 'utf8')).not.toContain('NaN');
});

it('writes no report that could not be read', () => {
  const broken = { ...reportOf(), verdict: 'fine' as 'passed' };

  expect(() => writeReport(join(folder, 'broken'), broken)).toThrow(/verdict/);
});

const other = JSON.stringify(reportOf());

it.each([
  ['none', undefined, 'There is no'],
  ['cut', other.slice(0, 200), 'is no JSON'],
  ['another', '{"schema":"a-thing","version":2}', 'is no report of a load test'],
  ['earlier', other.replace('"version":2', '"version":1'), 'is of version 1, and this Spillway'],
  ['changed', other.replace('"sent":205', '"sent":"many"'), 'at counts.sent'],
])('says what is wrong with a file: %s', (name, text, message) => {
  const path = text === undefined ? join(folder, name) : folderWith(name, text);

  expect(() => readReport(path)).toThrow(message);
});
