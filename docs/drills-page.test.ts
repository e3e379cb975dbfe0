import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drillsPage } from './drills-page.ts';

it('is up to date: if this fails, run `npm run docs`', () => {
  expect(readFileSync(new URL('drills.md', import.meta.url), 'utf8')).toBe(drillsPage());
});
