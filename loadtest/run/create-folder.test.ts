import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createFolder } from './create-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('gives two runs of one second a folder each, so that none judges the samples of both', () => {
  const at = new Date('2026-11-26T15:00:00.123Z');
  const reports = join(root, 'reports');

  expect([1, 2, 3].map(() => createFolder('loadtest/smoke.yml', at, reports))).toEqual([
    join(reports, '2026-11-26T15-00-00-smoke'),
    join(reports, '2026-11-26T15-00-00-smoke-2'),
    join(reports, '2026-11-26T15-00-00-smoke-3'),
  ]);
});
