import { describe, expect, it } from 'vitest';
import { createBill } from './bill.ts';
import { keptUsage, plannedUsage } from './planned-usage.ts';
import { priceOf } from './price-of.ts';
import { defaultSampling } from './sampled-traces.ts';
import type { StageUsage } from './usage.ts';

const gigabyte = 2 ** 30;
const logGigabyte = (2.2 * 1024) / gigabyte;

const planned = plannedUsage(10);

/** What a webhook used before there was a rule for X-Ray: claims in transactions, and an example reckoned by hand, of batches of 4. */
const workedExample: StageUsage = {
  ...planned,
  perWebhook: {
    ...planned.perWebhook,
    ...{ queueCall: 1.5, invocation: 1.25, gigabyteSecond: 0.006 + 0.04 / 4 },
    ...{ writeUnit: 3, logGigabyte, ...keptUsage({ logGigabyte }) },
  },
  perMonth: {
    ...planned.perMonth,
    ...{ customMetric: 30, alarmMetric: 50, compositeAlarm: 4, metricRead: 0 },
  },
  traces: { gateway: 1, behindQueue: 0 },
  sampling: defaultSampling,
};

describe('what a million webhooks cost', () => {
  it.each([
    [10, 10.91],
    [100, 9.44],
    [1, 25.6],
  ])('is at %d a second what the worked example says: $%d', (rate, usd) => {
    const difference = createBill(workedExample, rate).usdPerMillion - usd;
    expect(Math.abs(difference)).toBeLessThan(0.05);
  });

  it('has the fixed cost apart, which webhooks share', () => {
    const [calm, busy] = [createBill(planned, 10), createBill(planned, 100)];
    expect(calm.fixedUsdPerMonth).toBeCloseTo(busy.fixedUsdPerMonth, 9);
    expect(calm.fixedUsdPerMillion).toBeCloseTo(10 * busy.fixedUsdPerMillion, 9);
    expect(calm.fixedUsdPerMonth).toBeCloseTo(29.2 - 3 + 4.1 + 0.5 + 1.05 + 1.05 + 0.26, 1);
  });

  it('is the sum of its parts, the dearest first', () => {
    const { parts, usdPerMillion, webhooksPerMonth } = createBill(planned, 10);
    const whole = parts.map(
      (part) => part.usdPerMillion + (part.usdPerMonth * 1_000_000) / webhooksPerMonth,
    );
    expect(whole.reduce((sum, one) => sum + one)).toBeCloseTo(usdPerMillion, 9);
    expect(whole).toEqual(whole.toSorted((one, other) => other - one));
    expect(parts[0]?.part).toBe('API Gateway');
  });

  it('is more in Ireland', () => {
    const { usdPerMillion } = createBill(planned, 10, 'eu-west-1');
    expect(usdPerMillion).toBeGreaterThan(createBill(planned, 10).usdPerMillion + 0.2);
  });
});

describe('a price', () => {
  it('falls only for what is above a tier', () => {
    const million = 1_000_000;
    expect(priceOf('restRequest', 333 * million, 'us-east-1')).toBeCloseTo(333 * 3.5, 6);
    expect(priceOf('restRequest', 1_001 * million, 'us-east-1')).toBeCloseTo(
      333 * 3.5 + 667 * 2.8 + 2.38,
      6,
    );
  });
});
