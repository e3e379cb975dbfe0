import { expect, it } from 'vitest';
import { isWithinBand } from '../../client/capacity/forecasts.ts';
import { batchMsOf, figuresOf } from './figures-of.ts';
import { forecastSpike } from './forecast-spikes.ts';
import { spike } from './spike.ts';

/** Ten a second for four seconds, of which two a second are handled. */
const passages = Array.from({ length: 40 }, (_, index) => ({
  receivedAt: 1_000_000 + index * 100,
  arrivedAt: 1_000_000 + (index + 1) * 500,
}));

it('reads backlog, drain and longest wait from when each webhook came and was delivered', () => {
  // The last one comes after 3.9 s, and is delivered after 20.
  expect(figuresOf(passages)).toEqual({
    ...{ peakBacklog: 33, drainSeconds: 16.1, peakAgeSeconds: 16.1 },
  });
});

it('reads how long a poller takes for a batch from how fast webhooks are delivered', () => {
  expect(batchMsOf(passages, { pollers: 1, batchSize: 10 })).toBeCloseTo(5000);
  expect(batchMsOf(passages, { pollers: 2, batchSize: 5 })).toBeCloseTo(5000);
});

/** The spike, through pollers that take so long for a batch: each takes one webhook at once, and then batches of ten. */
function spikeOf(batchMs: number) {
  const all = spike.ratePerSecond * spike.seconds;
  const cycleMs = batchMs / spike.pollers;
  return Array.from({ length: all }, (_, index) => {
    const receivedAt = (index * 1000) / spike.ratePerSecond;
    const batch = Math.floor((index - spike.pollers) / spike.batchSize);
    return { receivedAt, arrivedAt: Math.max(receivedAt, batchMs + batch * cycleMs) };
  });
}

const run = (batchMs: number) => ({ accepted: 300, sent: 300, passages: spikeOf(batchMs) });

it.each([1000, 1200, 1500])(
  'forecasts a spike by pollers that take %d ms from one before',
  (ms) => {
    expect(isWithinBand(forecastSpike(run(ms), run(ms)))).toBe(true);
  },
);

it('is told from a forecast by pollers that take half as long, or twice', () => {
  expect(isWithinBand(forecastSpike(run(600), run(1200)))).toBe(false);
  expect(isWithinBand(forecastSpike(run(2400), run(1200)))).toBe(false);
});
