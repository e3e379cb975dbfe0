import type { Bill, PartCost } from '../../client/cost/bill.ts';
import { formatTable } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

/** What a stage costs, and how that was found out. */
export interface StageBill {
  readonly stage: string;
  readonly basis: readonly string[];
  readonly bill: Bill;
}

const barWidth = 30;

/** Writes the bills of one stage or of several for people: a line for each part, with a bar as long as its share. */
export function printBills(stages: readonly StageBill[], out: Terminal): void {
  for (const { stage, basis } of stages) {
    out.line();
    out.line(out.style('bold', `Stage ${stage}`));
    for (const line of basis) out.line(line);
  }
  out.line();
  const longest = Math.max(...stages.flatMap(({ bill }) => bill.parts.map(wholeIn(bill))));
  const [only, ...others] = stages;
  if (only && others.length === 0) printOne(only.bill, longest, out);
  else printSeveral(stages, longest, out);
  out.line();
  out.line(`${webhookMark} goes by webhooks, ${stageMark} by the month.`);
  for (const { stage, bill } of stages) {
    out.line(out.style('bold', `${stage} ${describe(bill)}`));
  }
}

const describe = ({ ratePerSecond, webhooksPerMonth, usdPerMillion, usdPerMonth }: Bill) =>
  `at ${Number(ratePerSecond.toFixed(2))}/s, ${(webhooksPerMonth / 1e6).toFixed(1)} million webhooks a month: $${usdPerMillion.toFixed(2)} a million, $${usdPerMonth.toFixed(2)} a month.`;

function printOne(bill: Bill, longest: number, out: Terminal): void {
  const whole = wholeIn(bill);
  const rows = bill.parts.map((part) => [
    part.part,
    ...dollars([part.usdPerMillion, 13], [part.usdPerMonth, 14], [whole(part), 9]),
    drawBar(part, whole(part), longest, out),
  ]);
  const { usdPerMillion, fixedUsdPerMillion, fixedUsdPerMonth } = bill;
  const sum = [
    'all',
    ...dollars(
      [usdPerMillion - fixedUsdPerMillion, 13],
      [fixedUsdPerMonth, 14],
      [usdPerMillion, 9],
    ),
  ];
  const header = ['PART', 'WEBHOOKS, $/M', 'STAGE, $/MONTH', 'BOTH, $/M', ''];
  for (const line of formatTable(header, [...rows, sum])) out.line(line);
}

/** Side by side, and each part's bars one below the other. */
function printSeveral(stages: readonly StageBill[], longest: number, out: Terminal): void {
  const parts = [...new Set(stages.flatMap(({ bill }) => bill.parts.map(({ part }) => part)))];
  const columns = stages.flatMap(({ stage }) => [`${stage}: $/M`, `${stage}: $/MONTH`]);
  const cells = (cell: (bill: Bill) => readonly [million: number, month: number]) =>
    stages.flatMap(({ bill }, index) => {
      const [million, month] = cell(bill);
      const [first = '', second = ''] = columns.slice(2 * index);
      return dollars([million, first.length], [month, second.length]);
    });
  const rows = parts.map((part) => [
    part,
    ...cells((bill) => {
      const { usdPerMillion, usdPerMonth } = partOf(bill, part);
      return [usdPerMillion, usdPerMonth];
    }),
  ]);
  const sum = cells((bill) => [
    bill.usdPerMillion - bill.fixedUsdPerMillion,
    bill.fixedUsdPerMonth,
  ]);
  for (const line of formatTable(['PART', ...columns], [...rows, ['all', ...sum]])) out.line(line);
  out.line();
  const bars = parts.flatMap((part) =>
    stages.map(({ stage, bill }, index) => {
      const cost = partOf(bill, part);
      const whole = wholeIn(bill)(cost);
      const name = index === 0 ? part : '';
      return [name, stage, ...dollars([whole, 9]), drawBar(cost, whole, longest, out)];
    }),
  );
  for (const line of formatTable(['PART', 'STAGE', 'BOTH, $/M', ''], bars)) out.line(line);
}

function partOf({ parts }: Bill, name: PartCost['part']): PartCost {
  const free = { part: name, usdPerMillion: 0, usdPerMonth: 0 };
  return parts.find(({ part }) => part === name) ?? free;
}

/** Of a million webhooks, with their share of what goes by the month. */
function wholeIn({ webhooksPerMonth }: Bill) {
  return ({ usdPerMillion, usdPerMonth }: PartCost) =>
    usdPerMillion + (usdPerMonth * 1e6) / webhooksPerMonth;
}

const webhookMark = '█';
const stageMark = '░';

function drawBar(cost: PartCost, whole: number, longest: number, out: Terminal): string {
  const lengthOf = (usd: number) => Math.round((barWidth * usd) / longest);
  const webhooks = Math.min(lengthOf(cost.usdPerMillion), lengthOf(whole));
  const coloured = (style: 'cyan' | 'yellow', text: string) => text && out.style(style, text);
  return (
    coloured('cyan', webhookMark.repeat(webhooks)) +
    coloured('yellow', stageMark.repeat(lengthOf(whole) - webhooks))
  );
}

/** As wide as the titles of their columns, to the right. */
function dollars(...cells: readonly (readonly [usd: number, width: number])[]): readonly string[] {
  return cells.map(([usd, width]) => usd.toFixed(2).padStart(width));
}
