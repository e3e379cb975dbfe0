import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compareFigures } from '../loadtest/predicted/compare-figures.ts';
import { figuresOf } from '../loadtest/predicted/figures-of.ts';
import { predictFigures } from '../loadtest/predicted/predict-figures.ts';
import { readRecord } from '../loadtest/predicted/record.ts';
import { capacitySection, predictedHeading } from './capacity-section.ts';

it('ends with how near the model came to the published run: if this fails, run `npm run docs`', () => {
  const page = readFileSync(join(import.meta.dirname, 'capacity.md'), 'utf8');
  expect(page.slice(page.indexOf(predictedHeading))).toBe(capacitySection());
});

it('publishes a run in which nothing was lost, and that the model predicts to 15 %', () => {
  const { sent, accepted, passages, processingMs } = readRecord();
  expect([accepted, passages.length]).toEqual([sent, sent]);
  const compared = compareFigures(predictFigures(passages, processingMs), figuresOf(passages));
  for (const { name, difference } of compared) {
    expect(Math.abs(difference), name).toBeLessThan(0.15);
  }
});
