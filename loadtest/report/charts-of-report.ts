import type { Percentiles } from '../judge/statistics.ts';
import { type Chart, renderChart } from './charts.ts';
import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';

type Second = Report['series']['seconds'][number];

export function chartsOf(report: Report): readonly string[] {
  const { series, phases, measured } = report;
  const { seconds, backlog } = series;
  // Samples from before the spike, or long after its last arrival, would only squeeze the rest.
  const lastSecond = seconds.length;
  const shared = { phases, lastSecond, spans: alarmsOf(report) };
  const ofSeconds = (value: (second: Second) => number | undefined) =>
    seconds.map((second) => [second.second, value(second)] as const);
  const ofPercentiles = (of: (second: Second) => Percentiles | undefined) =>
    [
      { label: 'p50', colour: 'main', points: ofSeconds((second) => of(second)?.p50) },
      { label: 'p95', colour: 'third', points: ofSeconds((second) => of(second)?.p95) },
      { label: 'p99', colour: 'second', points: ofSeconds((second) => of(second)?.p99) },
    ] as const;
  const samples = backlog.filter(({ second }) => second >= 0 && second <= lastSecond);

  const charts: readonly Chart[] = [
    {
      ...shared,
      title: 'Rate',
      subtitle: `${formatNumber(measured.rate.achieved)} of ${formatNumber(measured.rate.planned)} planned were sent`,
      unit: '/s',
      series: [
        { label: 'sent', colour: 'third', points: ofSeconds((second) => second.sent) },
        {
          label: 'accepted',
          colour: 'main',
          fill: true,
          points: ofSeconds((second) => second.accepted),
        },
        { label: 'arrived', colour: 'second', points: ofSeconds((second) => second.arrived) },
        { label: 'planned', colour: 'plan', points: ofSeconds((second) => second.planned) },
      ],
    },
    {
      ...shared,
      title: 'Time to the answer',
      subtitle: `sustained p99 ${formatMilliseconds(measured.latency.sustained.total?.p99)}`,
      unit: 'ms',
      series: ofPercentiles((second) => second.answer),
    },
    {
      ...shared,
      title: 'Backlog',
      subtitle: `peak ${formatNumber(measured.backlogPeak)}, drained in ${formatNumber(measured.drainSeconds)} s`,
      unit: '',
      series: [
        {
          label: 'waiting in the queue',
          colour: 'main',
          fill: true,
          points: samples.map(({ second, waiting }) => [second, waiting]),
        },
        {
          label: 'being processed',
          colour: 'second',
          points: samples.map(({ second, inFlight }) => [second, inFlight]),
        },
      ],
    },
    ...chartOfAge(report, shared),
    {
      ...shared,
      title: 'Receipt to arrival',
      subtitle: `p99 ${formatMilliseconds(measured.endToEnd?.p99)}`,
      unit: 'ms',
      series: ofPercentiles((second) => second.endToEnd),
    },
  ];
  return charts.map(renderChart);
}

function alarmsOf({ alarms = [], series }: Report): NonNullable<Chart['spans']> {
  return alarms.map(({ name, from, to = series.seconds.length, isExpected }) => ({
    label: `${name} is on${isExpected ? ', as expected' : isExpected === false ? ', not expected' : ''}`,
    ...{ from, to, isExpected: isExpected ?? true },
  }));
}

/** Only where the age was asked for: a line at 0 would say that all was well. */
function chartOfAge(
  { age }: Report,
  shared: Pick<Chart, 'phases' | 'lastSecond' | 'spans'>,
): readonly Chart[] {
  if (age === undefined) return [];
  const peak = age.reduce((most, { ageSeconds }) => Math.max(most, ageSeconds), 0);
  const within = age.filter(({ second }) => second >= 0 && second <= shared.lastSecond);
  return [
    {
      ...shared,
      title: 'Age of the oldest message',
      subtitle: `peak ${formatNumber(peak)} s`,
      unit: 's',
      series: [
        {
          ...{ label: 'age', colour: 'main', fill: true },
          points: within.map(({ second, ageSeconds }) => [second, ageSeconds]),
        },
      ],
    },
  ];
}
