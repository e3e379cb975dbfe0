import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alarmsPage } from './alarms-page.ts';

it('is up to date: if this fails, run `npm run docs`', () => {
  const written = readFileSync(join(import.meta.dirname, 'alarms.md'), 'utf8');
  expect(written).toBe(alarmsPage());
});
