import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { IncidentRecords } from './incident-records.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-records-'));
afterAll(() => rmSync(root, { recursive: true }));

const hourMs = 3_600_000;
const stage = { name: 'prod', isEmbedded: false };
const page = (alarm: string) => ({
  ...{ alarm, pageName: 'queue-age', severity: 'P' },
});

it('is one for each alarm, and another one after hours in which nothing was run', () => {
  let now = Date.parse('2026-11-26T12:00:00Z');
  const records = new IncidentRecords(root, () => now);
  const write = (alarm: string, text: string) =>
    records.write(page(alarm), stage, (record) => record.line('said', text));
  const first = write('queue-age', 'one');
  now += hourMs;
  expect(write('queue-age', 'two')).toBe(first);
  expect(write('queue-age-shop', 'other')).not.toBe(first);
  now += 5 * hourMs;
  expect(records.find('queue-age')).toBeUndefined();
  const later = write('queue-age', 'three');
  expect(later).not.toBe(first);
  expect(records.read(first)).toMatch(/one.*two.*## Cause/s);
  expect(records.read(later)).not.toContain('two');
});

it('begins anew where its file is gone', () => {
  const records = new IncidentRecords(root, () => Date.parse('2026-11-27T12:00:00Z'));
  const write = (text: string) =>
    records.write(page('api-5xx'), stage, (record) => record.line('said', text));
  const file = write('one');
  rmSync(file);
  expect(write('two')).toBe(file);
  expect(records.read(file)).toMatch(/^# api-5xx, stage prod, begun.*two/s);
});
