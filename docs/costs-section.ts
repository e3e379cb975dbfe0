import { createBill, type PartCost } from '../client/cost/bill.ts';
import { type CostState, costHistory } from '../client/cost/cost-history.ts';
import { plannedProd, plannedUsage, planWebhook } from '../client/cost/planned-usage.ts';
import { pricesAsOf } from '../dashboards/list-prices.ts';
import { markdownTable } from './markdown-table.ts';

export const publishedHeading = '## What a million cost before, and costs now\n';

const rates = [10, 100] as const;

/** A million planned webhooks in the settings of prod, by part, after each change that made them cheaper. */
export function costsSection(): string {
  const { batchWindowSeconds: window, sampling } = plannedProd;
  const { perSecond, share } = sampling;
  const first = perSecond === 0 ? '' : `${perSecond} of each second and `;
  return [
    publishedHeading,
    `In the settings of prod, with REST API, WAF, all alarms and all telemetry on, at list prices of us-east-1 as of ${pricesAsOf}: one source,`,
    `one destination, GitHub webhooks of 8 KB. X-Ray records ${first}${100 * share} % of requests now, and recorded one of each second and 5 % of the others at the start,`,
    `of batches behind the queue too. Batches are as large as the rate makes them, with five pollers: of one webhook without a window, and with`,
    `one of ${window} s of ${batchAt(10)} at 10 a second and of ${batchAt(100)} at 100. What comes within it is received one by one, as a receive returns with the first.`,
    ...rates.flatMap((rate) => [
      '',
      `At ${rate} a second, fixed cost included:`,
      '',
      ...tableAt(rate),
    ]),
    '',
    `What the stage costs by itself is $${fixedUsdPerMonth.toFixed(2)} a month of it. The commit 75b53bc itself reckoned $10.91 and $9.44: it took batches of`,
    '4 for granted, left their traces out and some of the alarms, counted metrics of methods, which are off, and took 2.2 KB of log for 2.0.',
    '',
  ].join('\n');
}

const { fixedUsdPerMonth } = createBill(plannedUsage(10), 10);

const batchAt = (rate: number) =>
  (1 / planWebhook(plannedProd, rate).traces.behindQueue).toFixed(0);

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
