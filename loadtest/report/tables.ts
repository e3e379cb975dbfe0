import { describeKnee } from './describe-knee.ts';
import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';

/** A part of the report that is the same in HTML and in Markdown. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences: what its figures are. */
  readonly notes: readonly string[];
}

/** What a run has besides its gates and phases. What nobody asked for is left out. */
export function tablesOf(report: Report): readonly Table[] {
  return [
    ...kneeTable(report),
    ...growthTable(report),
    stagesTable(report),
    ...functionsTable(report),
    ...alarmsTable(report),
    ...costTable(report),
  ];
}

function kneeTable(report: Report): readonly Table[] {
  const { knee } = report;
  if (knee === undefined) return [];
  const rows = knee.steps.map(({ name, offered, completed, p99, inProgress, byLittlesLaw }) => [
    ...[name, `${formatNumber(offered)}/s`, `${formatNumber(completed)}/s`],
    ...[formatMilliseconds(p99), formatNumber(inProgress), formatNumber(byLittlesLaw)],
    knee.held?.name === name ? 'held' : knee.broken?.name === name ? 'the knee' : '',
  ]);
  return [
    {
      title: 'Step by step',
      head: ['', 'offered', 'completed', 'p99', 'under way', "by Little's law", ''],
      rows,
      notes: describeKnee(report),
    },
  ];
}

const grown = {
  latency: 'p99 from due to answered',
  age: 'p99 from receipt to arrival',
  memory: "memory of the stack's process",
} as const;

function growthTable({ growths, scenario }: Report): readonly Table[] {
  if (growths === undefined || scenario !== 'soak') return [];
  const percent = (share: number | undefined) =>
    share === undefined ? '–' : `${formatNumber(100 * share)} %`;
  const rows = (Object.keys(grown) as (keyof typeof grown)[]).map((name) => {
    const { share, low, high } = growths[name] ?? {};
    return [grown[name], percent(share), percent(low), percent(high)];
  });
  return [
    {
      title: 'Growth over the sustained phase',
      head: ['', 'growth', 'at least', 'at most'],
      rows,
      notes: ['Of the mean, by a line of least squares; the bounds are those of a 99 % interval.'],
    },
  ];
}

const stages = {
  queueWait: 'In the queue',
  processing: 'Processing',
  endToEnd: 'Receipt to arrival',
} as const;

function stagesTable({ stages: measured }: Report): Table {
  const rows = (Object.keys(stages) as (keyof typeof stages)[]).map((name) => [
    stages[name],
    ...(['p50', 'p95', 'p99', 'max'] as const).map((at) =>
      formatMilliseconds(measured[name]?.[at]),
    ),
    formatNumber(measured[name]?.count),
  ]);
  return {
    title: 'From receipt to arrival',
    head: ['', 'p50', 'p95', 'p99', 'max', 'webhooks'],
    rows,
    notes: [
      'Queue and processing by the line that processing writes of each webhook that it delivered: from ingestion’s receipt to its start, and from there to its end.',
      'Receipt to arrival by ingestion’s clock and by the clock of who received it; of a stage on AWS from sending to the row in the delivery table.',
    ],
  };
}

function functionsTable({ functions }: Report): readonly Table[] {
  if (functions === undefined) return [];
  const rows = functions.map(({ name, invocations, errors, throttles, coldStarts, duration }) => [
    name,
    ...[invocations, errors, throttles, coldStarts].map(formatNumber),
    ...(['p50', 'p99', 'max'] as const).map((at) => formatMilliseconds(duration?.[at])),
  ]);
  return [
    {
      title: 'Functions',
      head: ['', 'invocations', 'errors', 'throttles', 'cold starts', 'p50', 'p99', 'max'],
      rows,
      notes: [
        'By CloudWatch, over all minutes that the run had a part of, its warm-up too. Durations are those of the minute with most invocations.',
      ],
    },
  ];
}

function alarmsTable({ alarms }: Report): readonly Table[] {
  if (alarms === undefined) return [];
  const expected = (is: boolean | undefined) =>
    is === undefined ? 'on before the run' : is ? 'expected' : 'not expected';
  const rows = alarms.map(({ name, from, to, isExpected }) => [
    name,
    `${formatNumber(from)} s`,
    to === undefined ? 'still on' : `${formatNumber(to)} s`,
    expected(isExpected),
  ]);
  const none = ['none fired', '', '', ''];
  return [
    {
      title: 'Alarms',
      head: ['', 'from', 'to', ''],
      rows: rows.length === 0 ? [none] : rows,
      notes: ['Until the run was judged: one that needs more minutes fires later.'],
    },
  ];
}

function costTable({ costPerMillion }: Report): readonly Table[] {
  if (costPerMillion === undefined) return [];
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  const rows = costPerMillion.parts.map(({ name, dollars: each }) => [name, dollars(each)]);
  return [
    {
      title: 'Cost of a million webhooks like these',
      head: ['', 'list price'],
      rows: [...rows, ['All', dollars(costPerMillion.dollars)]],
      notes: [
        'Metered by the embedded stack, without what the stage costs by itself. `npx spillway cost` has the whole bill.',
      ],
    },
  ];
}
