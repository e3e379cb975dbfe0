import { formatTable } from '../../../client/terminal/format.ts';
import { benchPage } from '../bench-page.ts';
import { median } from '../compare.ts';
import type { BenchEnvironment } from '../report.ts';
import type { ConsoleResult, Growth } from './bench-console.ts';

interface ConsoleReport extends ConsoleResult {
  readonly startedAt: string;
  readonly environment: BenchEnvironment;
}

/** What the console is built for. */
const aims = { ratio: 1.05, taskMsPerSecond: 100, firstPaintMs: 1000, bundleMs: 300 };

export function renderConsole(report: ConsoleReport, form: 'text' | 'markdown'): string {
  const told = [
    ...formatTable(['measured', 'figure', 'aim', ''], rowsOf(report)),
    '',
    'Stack, sender and browser share this machine’s processors. CPU is that of the stack’s whole process, its functions included.',
  ];
  return form === 'text' ? [...told, ''].join('\n') : benchPage(report, told);
}

function rowsOf({ perSecond, rounds, ratio, work, bundleMs, paintsMs, memory }: ConsoleReport) {
  const { taskMsPerSecond, scriptMsPerSecond, longTasksMs } = work;
  const open = median(rounds.map((round) => round.open)).toFixed(2);
  const closed = median(rounds.map((round) => round.closed)).toFixed(2);
  const spread = `${ratio.least.toFixed(2)}–${ratio.greatest.toFixed(2)}`;
  const firsts = paintsMs.map(({ first }) => first);
  return [
    [
      `CPU of the stack, ${perSecond} webhooks a second, a page open`,
      `${ratio.median.toFixed(2)} × none open (${spread}; ${open} and ${closed} ms each)`,
      ...judged(ratio.median, aims.ratio, '×'),
    ],
    [
      'Main thread of the page, 1,000 new rows a second above 10,000',
      `${taskMsPerSecond.toFixed(0)} ms a second, ${scriptMsPerSecond.toFixed(0)} of it script`,
      ...judged(taskMsPerSecond, aims.taskMsPerSecond, 'ms'),
    ],
    [
      'Tasks of 50 ms and more meanwhile',
      longTasksMs.length === 0
        ? 'none'
        : `${longTasksMs.length}, the longest ${Math.max(...longTasksMs)} ms`,
      ...judged(longTasksMs.length, 0, ''),
    ],
    [
      'Bundling, when it is first opened',
      `${bundleMs.toFixed(0)} ms`,
      ...judged(bundleMs, aims.bundleMs, 'ms'),
    ],
    [
      'First paint after that',
      `${median(firsts).toFixed(0)} ms (${Math.min(...firsts).toFixed(0)}–${Math.max(...firsts).toFixed(0)})`,
      ...judged(median(firsts), aims.firstPaintMs, 'ms'),
    ],
    ...Object.entries(memory ?? {}).map(([what, growth]) => [
      `Memory of the ${what}, 15 minutes with a page open`,
      growthText(growth),
      'no slope',
      growth.low <= 0 ? 'met' : 'missed',
    ]),
  ];
}

function judged(figure: number, aim: number, unit: string): readonly [string, string] {
  return [`≤ ${aim} ${unit}`.trim(), figure <= aim ? 'met' : 'missed'];
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function growthText({ slope, low, high, mean }: Growth): string {
  return `${megabytes(mean)} MB; ${megabytes(slope)} MB an hour (99 %: ${megabytes(low)} to ${megabytes(high)})`;
}
