import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/read-settings.ts';
import { createBill } from '../cost/bill.ts';
import { plannedUsage } from '../cost/planned-usage.ts';
import type { Load } from './load.ts';
import { firstFiring } from './predict-alarms.ts';
import { predictCapacity } from './predict-capacity.ts';

const file = 'settings.ts';
const row = { repository: 'your-organization/spillway', maxConcurrency: 100 };
const stages = {
  plain: { ...row, throttleRatePerSecond: 5000, throttleBurst: 5000 },
  reserved: { ...row, ingestionReservedConcurrency: 200, ticketAlarms: false },
};
const settingsOf = (stage: keyof typeof stages, changes: Readonly<Record<string, unknown>> = {}) =>
  readSettings({ stages, file }, stage, changes);

const usual = {
  ratePerSecond: 5000,
  calmPerSecond: 50,
  seconds: 600,
  bodyBytes: 8192,
  ingestionMs: 6,
  processingMs: 100,
  destinations: 1,
  failingShare: 0,
};
const predict = (
  load: Partial<Load> = {},
  settings: ReturnType<typeof settingsOf> = settingsOf('plain'),
) => predictCapacity({ ...usual, ...load }, settings);
const namesOf = ({ alarms }: { readonly alarms: readonly { readonly alarm: string }[] }) =>
  alarms.map(({ alarm }) => alarm);

describe('100,000 webhooks a second', () => {
  const { needs, limits, withEnough, settings } = predict({ ratePerSecond: 100_000 });
  const limit = (wanted: string) => limits.find(({ name }) => name === wanted);

  it('need ten times the gateway’s quota, 10,000 environments and at least 1,000 provisioned pollers', () => {
    expect(limit('gateway-quota')).toMatchObject({ has: 10_000, needs: 100_000, kind: 'quota' });
    expect(limit('gateway-quota')?.remedy).toContain('× 10');
    expect(needs).toMatchObject({ ingestion: 10_000, provisionedPollers: 1000 });
    expect(withEnough[1]).toMatchObject({ kind: 'provisioned', needed: 1000, usdPerHour: 9.25 });
    expect(withEnough[1]?.reachedAfterSeconds).toBeCloseTo(48);
  });

  it('need 200,000 to 300,000 writes a second, eight times the table’s quota at most', () => {
    expect(needs.tableWritesPerSecond).toBeGreaterThanOrEqual(200_000);
    expect(needs.tableWritesPerSecond).toBeLessThanOrEqual(300_000);
    expect(limit('table-warmth')).toMatchObject({ kind: 'warm-up', has: 4000 });
  });

  it('are refused in part until Lambda has added 9,000 environments to the first 1,000, in 90 s', () => {
    const missing = (90_000 * 90) / 2;
    expect(Number(withEnough[1]?.refused.unserved) / missing).toBeCloseTo(1, 1.5);
    expect(namesOf(withEnough[1] ?? { alarms: [] })).toContain('availability-burn-fast');
  });

  it('can’t be set where a setting does not go so far', () => {
    expect(settings.beyond).toEqual({ throttleRatePerSecond: 100_000, maxConcurrency: 1250 });
    expect(settings.changes).toEqual({ accountConcurrency: 13_750 });
  });
});

describe('the limits', () => {
  it('stand in the order in which a growing rate reaches them, and the first one is what is carried', () => {
    const { limits, carriesPerSecond } = predict({ processingMs: 400 });
    const order = limits.map(({ bindsAtPerSecond }) => bindsAtPerSecond);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    // 100 invocations of 10 webhooks in 0.4 s. A table that is new warms up.
    expect(carriesPerSecond).toBe(2500);
    expect(limits.slice(0, 2).map(({ name }) => name)).toEqual([
      'table-warmth',
      'processing-concurrency',
    ]);
  });

  it.each([0.01, 20, 300])(
    'are reached at the same rate, whichever is asked about: %d',
    (ratePerSecond) => {
      const binding = (rate: number) =>
        predict({ ratePerSecond: rate, calmPerSecond: 1, processingMs: 400 }).carriesPerSecond;
      expect(binding(ratePerSecond)).toBeCloseTo(binding(5000), 6);
    },
  );

  it('reckon with the reference to a body that is too large for the queue', () => {
    const { needs } = predict({ bodyBytes: 300_000 });
    expect(needs.provisionedPollers).toBe(predict().needs.provisionedPollers);
    expect(needs.bucketPutsPerSecond).toBe(5000);
  });

  it('reckon the further attempts of what fails', () => {
    const half = predict({ failingShare: 0.5 });
    expect(half.needs.attemptsPerSecond).toBeCloseTo(10_000);
    expect(half.needs.processing).toBeCloseTo(100);
    expect(half.needs.ingestion).toBe(predict().needs.ingestion);
  });

  it('ask for settings that the stage takes, and with which it carries the rate', () => {
    const { settings } = predict({ ratePerSecond: 4000 }, settingsOf('reserved'));
    expect(settings).toEqual({
      changes: { throttleRatePerSecond: 4000, ingestionReservedConcurrency: 500 },
      beyond: {},
    });
    const again = predict({ ratePerSecond: 4000 }, settingsOf('reserved', settings.changes));
    expect(again.carriesPerSecond).toBeGreaterThanOrEqual(4000);
    expect(again.settings.changes).toEqual({});
  });
});

it('lets 20,000 webhooks wait for 4 s at 5,000 a second, until pollers are there after 9 s', () => {
  const { asItIs, withEnough } = predict({ calmPerSecond: 500 });
  expect(asItIs.peakBacklog / 20_000).toBeCloseTo(1, 1);
  expect([asItIs.peakBacklogAtSecond, Math.round(asItIs.peakAgeSeconds)]).toEqual([9, 4]);
  expect(withEnough[0]?.reachedAfterSeconds).toBe(9);
});

describe('the cost', () => {
  it('is the planned one at 10 a second in batches of 4', () => {
    const settings = settingsOf('plain', {
      ...{ ingestionMemoryMb: 1024, processingMemoryMb: 1024, batchWindowSeconds: 2 },
      ...{ tracedPerSecond: 0, tracedPercent: 0.5 },
    });
    const { cost } = predict({ ratePerSecond: 10, processingMs: 41 }, settings);
    const planned = createBill(plannedUsage(10), 10).usdPerMillion;
    expect(Math.abs(cost.usdPerMillion - planned)).toBeLessThan(0.05);
  });

  it('has another claim and delivery for each further destination', () => {
    const [one, two] = [predict(), predict({ destinations: 2 })];
    const difference = two.cost.usdPerMillion - one.cost.usdPerMillion;
    // docs/costs.md: 2 write units, and 9 KB out.
    expect(Math.abs(difference - (2 * 0.625 + 0.77))).toBeLessThan(0.05);
  });
});

describe('a stage as it is', () => {
  it('lets a backlog grow where it has too little concurrency, and the alarms on age fire', () => {
    const { asItIs, withEnough } = predict({ processingMs: 400 });
    // 2,500 of 5,000 a second, for ten minutes.
    expect(asItIs.peakBacklog / (2500 * 600)).toBeCloseTo(1, 1.3);
    expect(asItIs.drainSeconds).toBeCloseTo(asItIs.peakBacklog / (2500 - 50), -1);
    expect(namesOf(asItIs)).toEqual(
      expect.arrayContaining(['queue-age', 'drain-slow', 'freshness-burn']),
    );
    expect(asItIs.losesByRetention).toBe(false);
    expect(withEnough[0]?.peakBacklog).toBeLessThan(asItIs.peakBacklog / 10);
    expect(namesOf(withEnough[0] ?? asItIs)).not.toContain('queue-age');
  });

  it('never drains, and loses in the end, where the rate stays', () => {
    const { asItIs } = predict({ processingMs: 400, seconds: undefined });
    expect(asItIs).toMatchObject({ drainSeconds: undefined, losesByRetention: true });
    expect(asItIs.growthPerSecond).toBeCloseTo(2500);
  });

  it('refuses at the gateway what is above its throttle, which is no failure of ours', () => {
    const { asItIs } = predict({ ratePerSecond: 8000 });
    // The burst goes through once.
    expect(asItIs.refused.throttled).toBeCloseTo(3000 * 600 - 5000, -3);
    expect(asItIs.refused.unserved).toBe(0);
    expect(namesOf(asItIs)).toEqual(['api-4xx']);
  });

  it('refuses for want of a reserved environment what the gateway lets through, which pages', () => {
    const { asItIs } = predict({ ratePerSecond: 1000, ingestionMs: 400 }, settingsOf('reserved'));
    // 200 environments of 2.5 requests a second.
    expect(asItIs.refused.unserved / (500 * 600)).toBeCloseTo(1, 1.5);
    expect(namesOf(asItIs)).toEqual(
      expect.arrayContaining(['ingestion-throttles', 'api-5xx', 'availability-burn-fast']),
    );
    // A ticket's, which this stage doesn't have.
    expect(namesOf(asItIs)).not.toContain('api-4xx');
  });

  it.each([
    [{ bodyBytes: 5_000_000 }, 'body size'],
    [{ bodyBytes: 300_000 }, 'claim check'],
    [{ processingMs: 31_000 }, 'processing time'],
    [{ ingestionMs: 11_000 }, 'ingestion time'],
    [{ processingMs: 181_000 }, 'visibility'],
    [{ failingShare: 1 }, 'breaker'],
  ])('warns: %j', (load, about) => {
    const { warnings } = predict({ ratePerSecond: 10, ...load });
    expect(warnings.map((one) => one.about)).toContain(about);
  });

  it('says from how many addresses a rate has to come', () => {
    const settings = settingsOf('plain', { addressLimitPer5Minutes: 300_000 });
    const { warnings } = predict({}, settings);
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('fewer than 5')]);
    expect(predict({ ratePerSecond: 1000 }, settings).warnings).toEqual([]);
  });
});

it('lets an alarm fire at the first minute that makes m of n bad', () => {
  expect(firstFiring([true, false, true, true, false], 3, 5)).toBe(3);
  expect(firstFiring([true, true, false, true], 3, 3)).toBe(-1);
});
