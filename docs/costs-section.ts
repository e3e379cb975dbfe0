import { createBill, type PartCost } from '../client/cost/bill.ts';
import { type CostState, costHistory } from '../client/cost/cost-history.ts';
import { plannedUsage } from '../client/cost/planned-usage.ts';
import { pricesAsOf } from '../dashboards/list-prices.ts';
import { markdownTable } from './markdown-table.ts';

export const publishedHeading = '## What a million cost before, and costs now\n';

const rates = [10, 100] as const;

/** A million planned webhooks in the settings of prod, by part, after each change that made them cheaper. */
export function costsSection(): string {
  const { perSecond, share } = plannedUsage.sampling;
  const first = perSecond === 0 ? '' : `${perSecond} of each second and `;
  return [
    publishedHeading,
    `In the settings of prod, with REST API, WAF, all alarms and all telemetry on, at list prices of us-east-1 as of ${pricesAsOf}: one source,`,
    `one destination, GitHub webhooks of 8 KB. X-Ray records ${first}${100 * share} % of requests now, and recorded one of each second and 5 % of the others at the start,`,
    'of batches behind the queue too.',
    ...rates.flatMap((rate) => [
      '',
      `At ${rate} a second, fixed cost included:`,
      '',
      ...tableAt(rate),
    ]),
    '',
    `What the stage costs by itself is $${createBill(plannedUsage, 1).fixedUsdPerMonth.toFixed(2)} a month of it. The commit 75b53bc itself reckoned $10.91 and $9.44: it left the`,
    'traces of batches out and some of the alarms, counted metrics of methods, which are off, and took 2.2 KB of log for 1.6.',
    '',
  ].join('\n');
}

function tableAt(rate: number): readonly string[] {
  const bills = costHistory.map(({ usageAt }) => createBill(usageAt(rate), rate));
  const millions = (rate * 730 * 3600) / 1e6;
  const parts = bills[0]?.parts.map(({ part }) => part) ?? [];
  const whole = ({ usdPerMillion, usdPerMonth }: PartCost) =>
    usdPerMillion + usdPerMonth / millions;
  const rows = parts.map((name) => [
    name,
    ...bills.map(({ parts: all }) => {
      const cost = all.find(({ part }) => part === name);
      return cost === undefined ? '' : `$${whole(cost).toFixed(2)}`;
    }),
  ]);
  const sum = bills.map(({ usdPerMillion }) => `**$${usdPerMillion.toFixed(2)}**`);
  return markdownTable(['', ...costHistory.map(titleOf)], [...rows, ['**all**', ...sum]]);
}

const titleOf = ({ title, commit }: CostState) =>
  commit === undefined ? title : `${title}, \`${commit}\``;
