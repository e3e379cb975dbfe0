import type { Bill, PartCost } from '../../client/cost/bill.ts';
import { formatTable } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

const barWidth = 30;

/** Writes a bill for people: a line for each part, with a bar as long as its share. */
export function printBill(bill: Bill, out: Terminal): void {
  const { parts, fixedUsdPerMonth, usdPerMillion, usdPerMonth } = bill;
  const millions = bill.webhooksPerMonth / 1_000_000;
  const whole = ({ usdPerMillion, usdPerMonth }: PartCost) =>
    usdPerMillion + usdPerMonth / millions;
  const longest = Math.max(...parts.map(whole));
  const rows = parts.map((part) => [
    part.part,
    ...dollars(part.usdPerMillion, part.usdPerMonth, whole(part)),
    '█'.repeat(Math.round((barWidth * whole(part)) / longest)),
  ]);
  const sum = [
    'all',
    ...dollars(usdPerMillion - bill.fixedUsdPerMillion, fixedUsdPerMonth, usdPerMillion),
  ];
  const header = ['PART', 'WEBHOOKS, $/M', 'STAGE, $/MONTH', 'BOTH, $/M', ''];
  for (const line of formatTable(header, [...rows, sum])) out.line(line);
  out.line();
  out.line(
    out.style(
      'bold',
      `At ${bill.ratePerSecond}/s, ${millions.toFixed(1)} million webhooks a month: $${usdPerMillion.toFixed(2)} a million, $${usdPerMonth.toFixed(2)} a month.`,
    ),
  );
}

/** As wide as the titles of their columns, to the right. */
function dollars(perMillion: number, perMonth: number, both: number): readonly string[] {
  return [
    perMillion.toFixed(2).padStart(13),
    perMonth.toFixed(2).padStart(14),
    both.toFixed(2).padStart(9),
  ];
}
