import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forecasts, isWithinBand } from '../client/capacity/forecasts.ts';
import { capacitySection, predictedHeading } from './capacity-section.ts';

it('ends with how near the model came to the published runs: if this fails, run `npm run docs`', () => {
  const page = readFileSync(join(import.meta.dirname, 'capacity.md'), 'utf8');
  expect(page.slice(page.indexOf(predictedHeading))).toBe(capacitySection());
});

it('publishes spikes in a row, and states a band that none of them leaves', () => {
  const { spikes } = forecasts;
  expect(spikes.length).toBeGreaterThanOrEqual(5);
  expect(spikes.filter((one) => !isWithinBand(one))).toEqual([]);
});
