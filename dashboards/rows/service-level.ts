import { Duration } from 'aws-cdk-lib';
import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { burnRates } from '../alarms/burn-windows.ts';
import { marks } from '../marks.ts';
import { apiMetric, gatewayMetric, math, ownMetric } from '../metrics.ts';
import { row } from '../row.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

const minute = Duration.minutes(1);
const hour = Duration.hours(1);

const burnLines = [
  { at: burnRates.fast, label: `fast: ${burnRates.fast}` },
  { at: burnRates.slow, label: `slow: ${burnRates.slow}` },
];

/** What we promise, and how much of the allowed failures is used up. */
export function serviceLevelRow(watched: Watched): IWidget[][] {
  const { availability, freshness } = slo;
  const { failed, answered, using } = requests(watched, minute);
  const fresh = (name: 'QueueWait' | 'EndToEndLatency', label: string) =>
    ownMetric(name, watched.processing, { statistic: within, label });
  const graphs = graphRow([
    {
      title: `Availability: aim ${100 * availability.target} %`,
      unit: '%',
      range: [99, 100],
      left: [math('answered without a 5xx', `100 * (1 - ${failed} / ${answered})`, using)],
      lines: [{ at: 100 * availability.target, label: 'aim' }],
      marks: marks(watched),
    },
    {
      title: `Freshness: aim ${100 * freshness.target} %`,
      unit: '%',
      range: [90, 100],
      left: [
        fresh('QueueWait', `first attempt within ${freshness.seconds} s`),
        fresh('EndToEndLatency', `at every destination within ${freshness.seconds} s`),
      ],
      lines: [{ at: 100 * freshness.target, label: 'aim' }],
      marks: marks(watched),
    },
    {
      title: `Error budgets left, of ${availability.days} days`,
      unit: '%',
      range: [undefined, 100],
      start: `-P${availability.days}D`,
      left: budgetsLeft(watched),
      lines: [{ at: 0, label: 'used up' }],
    },
    {
      title: 'Burn rate of the error budgets',
      unit: 'times',
      left: [...burns(watched, Duration.minutes(5), '5 min'), ...burns(watched, hour, '1 h')],
      lines: burnLines,
    },
  ]);
  return row(1, 'Service level', watched, graphs);
}

/** The counts of one period. Their ids name it, because one graph has several periods. */
function requests(watched: Watched, period: Duration) {
  const over = period.toMinutes();
  const [all, failed, throttled] = [`requests${over}`, `failed${over}`, `throttled${over}`];
  return {
    failed: `FILL(${failed}, 0)`,
    // A request that the gateway throttles is neither a failure nor an answered request.
    answered: `(FILL(${all}, 0) - FILL(${throttled}, 0))`,
    using: {
      [all]: apiMetric('Count', watched, { period }),
      [failed]: gatewayMetric('RequestFailed', watched, { period }),
      [throttled]: gatewayMetric('GatewayThrottled', watched, { period }),
    },
  };
}

const within = `PR(:${1000 * slo.freshness.seconds})`;

/** To the first attempt, so that a destination's outage does not count as ours. */
function firstAttempts({ processing }: Watched, period: Duration) {
  const over = period.toMinutes();
  const [fresh, tried] = [`fresh${over}`, `tried${over}`];
  return {
    late: `FILL(${tried}, 0) * (1 - FILL(${fresh}, 100) / 100)`,
    tried: `FILL(${tried}, 0)`,
    using: {
      [fresh]: ownMetric('QueueWait', processing, { statistic: within, period }),
      [tried]: ownMetric('QueueWait', processing, { statistic: 'SampleCount', period }),
    },
  };
}

/** By the hour, since one-minute data are kept for only 15 days. */
function budgetsLeft(watched: Watched): readonly IMetric[] {
  const { failed, answered, using } = requests(watched, hour);
  const { late, tried, using: attempts } = firstAttempts(watched, hour);
  const left = (bad: string, all: string, allowed: string) =>
    `100 * (1 - RUNNING_SUM(${bad}) / RUNNING_SUM(${all}) / ${allowed})`;
  return [
    math('availability', left(failed, answered, allowedShare(slo.availability)), using, hour),
    math('freshness', left(late, tried, allowedShare(slo.freshness)), attempts, hour),
  ];
}

function burns(watched: Watched, period: Duration, over: string): readonly IMetric[] {
  const { failed, answered, using } = requests(watched, period);
  const { late, tried, using: attempts } = firstAttempts(watched, period);
  const burn = (bad: string, all: string, allowed: string) => `${bad} / ${all} / ${allowed}`;
  return [
    math(
      `availability, over ${over}`,
      burn(failed, answered, allowedShare(slo.availability)),
      using,
      period,
    ),
    math(
      `freshness, over ${over}`,
      burn(late, tried, allowedShare(slo.freshness)),
      attempts,
      period,
    ),
  ];
}

function allowedShare({ target }: { readonly target: number }): string {
  return (1 - target).toFixed(4);
}
