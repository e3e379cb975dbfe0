import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { apiMetric, gatewayMetric, math, ownMetric } from '../metrics.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';

/** How many times as fast as allowed a budget of 30 days burns: at 14.4 it is gone in two days, at 6 in five. */
export const burnRates = { fast: 14.4, slow: 6, drip: 1 } as const;

/** A window over which an error budget burns, and how many times too fast is too fast. */
export interface BurnWindow {
  readonly budget: keyof typeof budgets;
  readonly hours: number;
  readonly rate: number;
}

/** The fewest failures that count: one of few requests is no trend. */
const fewestFailures = 3;

/** @see https://sre.google/workbook/alerting-on-slos/ */
const budgets = {
  availability: (watched: Watched, period: Duration): IMetric =>
    math(
      'burn rate of availability',
      `IF(FILL(failed, 0) >= ${fewestFailures}, FILL(failed, 0) / (requests - FILL(throttled, 0)) / ${budgetOf(slo.availability)}, 0)`,
      {
        requests: apiMetric('Count', watched, { period }),
        failed: gatewayMetric('RequestFailed', watched, { period }),
        throttled: gatewayMetric('GatewayThrottled', watched, { period }),
      },
      period,
    ),
  // A share times a count is a fraction off a whole number, so the floor is half a webhook lower.
  // Counts to the first attempt: a destination's outage must not burn what we promise.
  freshness: (watched: Watched, period: Duration): IMetric => {
    const wait = (statistic: string) =>
      ownMetric('QueueWait', watched.processing, { statistic, period });
    return math(
      'burn rate of freshness',
      `IF(FILL(tried, 0) * FILL(late, 0) / 100 > ${fewestFailures - 0.5}, FILL(late, 0) / 100 / ${budgetOf(slo.freshness)}, 0)`,
      { tried: wait('SampleCount'), late: wait(`PR(${1000 * slo.freshness.seconds}:)`) },
      period,
    );
  },
} as const;

function budgetOf({ target }: { readonly target: number }): string {
  return (1 - target).toFixed(4);
}

const { fast, slow, drip } = burnRates;

/** Each is an alarm that tells nobody: only two of them together say something. */
export const burnWindows = {
  AvailabilityBurn1h: { budget: 'availability', hours: 1, rate: fast },
  AvailabilityBurn5min: { budget: 'availability', hours: 1 / 12, rate: fast },
  AvailabilityBurn6h: { budget: 'availability', hours: 6, rate: slow },
  AvailabilityBurn30min: { budget: 'availability', hours: 1 / 2, rate: slow },
  AvailabilityDrip1d: { budget: 'availability', hours: 24, rate: drip },
  AvailabilityDrip6h: { budget: 'availability', hours: 6, rate: drip },
  FreshnessBurn1h: { budget: 'freshness', hours: 1, rate: fast },
  FreshnessBurn5min: { budget: 'freshness', hours: 1 / 12, rate: fast },
  FreshnessBurn6h: { budget: 'freshness', hours: 6, rate: slow },
  FreshnessBurn30min: { budget: 'freshness', hours: 1 / 2, rate: slow },
} as const satisfies Record<string, BurnWindow>;

export type BurnWindowId = keyof typeof burnWindows;

export const burnRule = {
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  datapoints: [1, 1],
  missing: TreatMissingData.NOT_BREACHING,
} as const;

export function burnMetric({ budget, hours }: BurnWindow, watched: Watched): IMetric {
  return budgets[budget](watched, Duration.minutes(60 * hours));
}
