import { expect, it } from 'vitest';
import { formatValue } from './format-value.ts';

it.each([
  [null, 'ms', '–'],
  [0, '', '0'],
  [12.3456, 'ms', '12.3 ms'],
  [30_000, 'ms', '30 s'],
  [1_209_600, 's', '14 d'],
  [0, 's', '0 s'],
  [99.953, '%', '99.95 %'],
  [1234, 'webhooks a minute', '1234'],
  [12_345, 'webhooks', '12.3k'],
  [1_500_000, '', '1.5M'],
  [0.00012, 'USD an hour', '0.00012'],
  [2048, 'bytes', '2.05 kB'],
  [-50, '%', '-50 %'],
])('writes %s in %j as %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});
