import { formatTable } from '../../../client/terminal/format.ts';
import { benchPage } from '../bench-page.ts';
import { median } from '../compare.ts';
import type { BenchEnvironment } from '../report.ts';
import type { MinistackResult } from './bench-ministack.ts';
import type { LoopFigures } from './closed-loop.ts';

interface MinistackReport extends MinistackResult {
  readonly startedAt: string;
  readonly environment: BenchEnvironment;
}

/** What the issue of the load tests aims at. */
const aim = 6;

export function renderMinistack(report: MinistackReport, form: 'text' | 'markdown'): string {
  const { rounds, ratio, version, connections, seconds } = report;
  const row = (what: string, of: (round: (typeof rounds)[number]) => LoopFigures) => {
    const spread = (figure: (figures: LoopFigures) => number, unit: string) => {
      const values = rounds.map((round) => figure(of(round)));
      const [least, middle, greatest] = [Math.min(...values), median(values), Math.max(...values)];
      return `${middle.toFixed(0)} ${unit} (${least.toFixed(0)}–${greatest.toFixed(0)})`;
    };
    const refused = rounds.reduce((sum, round) => sum + of(round).refused, 0);
    return [
      what,
      spread(({ perSecond }) => perSecond, '/s'),
      spread(({ p50 }) => p50, 'ms'),
      spread(({ p99 }) => p99, 'ms'),
      String(refused),
    ];
  };
  const table = formatTable(
    ['', 'accepted', 'p50', 'p99', 'not taken'],
    [
      row('embedded stack', ({ embedded }) => embedded),
      row(`MiniStack ${version}`, ({ ministack }) => ministack),
    ],
  );
  const [middle, least, greatest] = [ratio.median, ratio.least, ratio.greatest].map((one) =>
    one.toFixed(1),
  );
  const told = [
    ...table,
    '',
    `The embedded stack takes ${middle} × what MiniStack takes (${least}–${greatest}, round by round; aim ≥ ${aim}: ${ratio.median >= aim ? 'met' : 'missed'}).`,
    `The same template, ${connections} connections, ${rounds.length} rounds of ${seconds} s each, in random order, each from an empty queue; median (least–greatest).`,
  ];
  if (form === 'text') return [...told, ''].join('\n');
  return benchPage(report, told, [
    "Sender, emulator and functions share this machine's processors. Neither says how fast AWS is.",
    'MiniStack gets no composite alarms and no saved queries: it refuses them.',
  ]);
}
