import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createBill } from '../client/cost/bill.ts';
import { costHistory } from '../client/cost/cost-history.ts';
import { costsSection, publishedHeading } from './costs-section.ts';

it('ends with what a million cost and costs: if this fails, run `npm run docs`', () => {
  const page = readFileSync(join(import.meta.dirname, 'costs.md'), 'utf8');
  expect(page.slice(page.indexOf(publishedHeading))).toBe(costsSection());
});

it.each([10, 100])('publishes only changes that made a million cheaper at %d a second', (rate) => {
  const costs = costHistory.map(({ usageAt }) => createBill(usageAt(rate), rate).usdPerMillion);
  expect(costs.slice(0, -1)).toEqual(costs.slice(0, -1).toSorted((one, other) => other - one));
  expect(costs.at(-1)).toBeLessThanOrEqual(costs.at(-2) ?? 0);
});
