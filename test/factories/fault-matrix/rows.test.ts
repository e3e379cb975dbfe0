import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultNames } from '../../../client/faults/catalogue.ts';

/** What strikes no webhook, or one that no account can be given of. The drills strike with them. */
const withoutRow: readonly string[] = [
  'table-slow',
  'queue-slow',
  'queue-loses',
  'store-slow',
  'secrets-down',
  'secrets-slow',
  'ingestion-killed',
  'ingestion-timeout',
  'ingestion-throttled',
  'audit-killed',
  'schedules-stopped',
  'telemetry-cut',
  'telemetry-lost',
];

it('the matrix has a row for every fault of the catalogue that webhooks can end in', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /-rows?\.ts$/.test(name));
  const text = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join();
  expect(faultNames.filter((name) => !text.includes(`'${name}'`))).toEqual(withoutRow);
});
