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
    ...chartOfMemory(report, shared),
  ];
  return charts.map(renderChart);
}

function alarmsOf({ alarms = [], series }: Report): NonNullable<Chart['spans']> {
  return (
    alarms
      // One that was on before says nothing of the run.
      .filter(({ from, isExpected }) => from >= 0 || isExpected !== undefined)
      .map(({ name, from, to = series.seconds.length, isExpected }) => ({
        label: `${name} is on${isExpected ? ', as expected' : isExpected === false ? ', not expected' : ''}`,
        ...{ from, to, isExpected: isExpected ?? true },
      }))
  );
}

type Shared = Pick<Chart, 'phases' | 'lastSecond' | 'spans'>;

/** Only where one of both is known: a line at 0 would say that all was well. */
function chartOfAge({ age = [], series }: Report, shared: Shared): readonly Chart[] {
  const { seconds } = series;
  const within = age.filter(({ second }) => second >= 0 && second <= shared.lastSecond);
  const isKnown = seconds.some(({ oldest, arrived }) => oldest !== undefined && arrived > 0);
  if (!isKnown && within.length === 0) return [];
  const ages = [...seconds.map(({ oldest = 0 }) => oldest), ...within.map((one) => one.ageSeconds)];
  return [
    {
      ...shared,
      title: 'Age of the oldest',
      subtitle: `peak ${formatNumber(ages.reduce((most, each) => Math.max(most, each), 0))} s`,
      unit: 's',
      series: [
        {
          ...{ label: 'received and not yet arrived', colour: 'main', fill: true },
          points: seconds.map(({ second, oldest }) => [second, oldest]),
        },
        {
          ...{ label: 'message in the queue, by CloudWatch', colour: 'second' },
          points: within.map(({ second, ageSeconds }) => [second, ageSeconds]),
        },
      ],
    },
  ];
}

function chartOfMemory({ memory = [] }: Report, shared: Shared): readonly Chart[] {
  const within = memory.filter(({ second }) => second >= 0 && second <= shared.lastSecond);
  const [first, last] = [within[0], within.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    {
      ...shared,
      title: "Memory of the stack's process",
      subtitle: `${formatNumber(first.megabytes)} MB at the beginning, ${formatNumber(last.megabytes)} MB at the end`,
      unit: 'MB',
      series: [
        {
          ...{ label: 'resident', colour: 'main', fill: true },
          points: within.map(({ second, megabytes }) => [second, megabytes]),
        },
      ],
    },
  ];
}
