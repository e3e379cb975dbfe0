import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportOf } from '../../loadtest/fixtures/report.ts';
import { createRun, startOfRun } from '../../loadtest/fixtures/run.ts';
import { writeIndex } from '../../loadtest/report/index-page.ts';
import { writeReport } from '../../loadtest/report/write-report.ts';
import { eventually } from '../../test/factories/eventually.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-reports-'));
const none = mkdtempSync(join(tmpdir(), 'spillway-reports-none-'));
afterAll(() => {
  for (const folder of [root, none]) rmSync(folder, { recursive: true, force: true });
});

const folderOf = (name: string) => join(root, 'reports', name);
const run = (args: string, env = {}, from = root) =>
  runSpillway(['report', ...args.split(' ')], { root: from, env });

beforeAll(() => {
  const lossy = createRun({ arrivals: [] });
  writeReport(folderOf('2026-01-01T00-00-00-spike'), reportOf());
  writeReport(folderOf('2026-01-02T00-00-00-spike'), reportOf(lossy, startOfRun + 86_400_000));
  writeReport(folderOf('2026-01-03T00-00-00-soak'), {
    ...reportOf(createRun(), startOfRun + 2 * 86_400_000),
    scenario: 'soak',
  });
  mkdirSync(folderOf('2025-01-01T00-00-00-old'));
  writeFileSync(folderOf('2025-01-01T00-00-00-old/report.json'), '{"schema":"old"}');
  writeIndex(folderOf(''), [folderOf('2026-01-01T00-00-00-spike')]);
});

it('lists the runs, the latest first, and says which report can not be read', async () => {
  const lines = (await run('list')).trimEnd().split('\n');

  expect(lines[1]).toMatch(
    /^2026-01-03 00:00:00 +soak +passed +205 +0 +12 ms +reports\/2026-01-03/,
  );
  expect(lines[2]).toMatch(/^2026-01-02 00:00:00 +spike +failed +205 +205 /);
  expect(lines[3]).toMatch(/^2026-01-01 /);
  expect(lines[4]).toMatch(/^reports\/2025-01-01T00-00-00-old: .* is no report of a load test$/);
});

it('lists those of one scenario, for a program', async () => {
  expect(JSON.parse(await run('list --scenario spike --limit 1 --json'))).toEqual([
    expect.objectContaining({
      folder: 'reports/2026-01-02T00-00-00-spike',
      verdict: 'failed',
      p99Milliseconds: 12,
      counts: expect.objectContaining({ accepted: 205, lost: 205 }),
    }),
  ]);
});

it('says where there is none', async () => {
  expect(await run('list', {}, none)).toContain('No load test has a report here');
  await expect(run('open', {}, none)).rejects.toThrow('No load test has a report here');
});

it.each([
  ['open --path', '2026-01-03T00-00-00-soak/report.html'],
  ['open spike --path', '2026-01-02T00-00-00-spike/report.html'],
  ['open 2026-01-01T00-00-00-spike --path', '2026-01-01T00-00-00-spike/report.html'],
  ['open all --path', 'index.html'],
])('finds what is meant by `report %s`', async (args, page) => {
  expect(await run(args)).toBe(`${folderOf(page)}\n`);
});

it('says where the files of a report are, for a program', async () => {
  const folder = folderOf('2026-01-03T00-00-00-soak');
  expect(JSON.parse(await run('open soak --json'))).toEqual({
    html: join(folder, 'report.html'),
    json: join(folder, 'report.json'),
    markdown: join(folder, 'report.md'),
  });
});

it('names what there is no report of', async () => {
  await expect(run('open stress')).rejects.toThrow('No report is of stress.');
});

it('opens the page in the browser that is asked for', async () => {
  const [browser, seen] = [join(none, 'browser'), join(none, 'seen')];
  writeFileSync(browser, `#!/bin/sh\necho "$1" > ${seen}\n`);
  chmodSync(browser, 0o755);

  const page = folderOf('2026-01-03T00-00-00-soak/report.html');
  expect(await run('open', { BROWSER: browser, PATH: '/usr/bin:/bin' })).toBe(`Opened ${page}\n`);
  await eventually('the browser was started', () => existsSync(seen));
  expect(readFileSync(seen, 'utf8')).toBe(`${page}\n`);
});

it('says where the page is if nothing opens it', async () => {
  const page = folderOf('2026-01-03T00-00-00-soak/report.html');

  expect(await run('open', { BROWSER: join(none, 'no-such-browser') })).toBe(`${page}\n`);
});
