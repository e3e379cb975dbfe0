import type { BillableUnit } from '../../dashboards/list-prices.ts';
import { type Part, partOf } from './parts.ts';
import { type PricedRegion, priceOf } from './price-of.ts';
import { sampledTraces } from './sampled-traces.ts';
import { addUsage, entriesOf, type StageUsage, type Usage } from './usage.ts';

/** One thing that AWS counts, in a month. */
export interface BillLine {
  readonly part: Part;
  readonly unit: BillableUnit;
  readonly amount: number;
  readonly usd: number;
}

export interface PartCost {
  readonly part: Part;
  /** Of the webhooks themselves. */
  readonly usdPerMillion: number;
  /** Of the stage, whatever it takes in. */
  readonly usdPerMonth: number;
}

/** What a stage costs at a rate that it has all month long. */
export interface Bill {
  readonly ratePerSecond: number;
  readonly webhooksPerMonth: number;
  /** By what AWS counts: for the webhooks, and for the stage itself. */
  readonly lines: { readonly webhooks: readonly BillLine[]; readonly stage: readonly BillLine[] };
  /** The dearest first. */
  readonly parts: readonly PartCost[];
  readonly usdPerMonth: number;
  readonly fixedUsdPerMonth: number;
  /** Fixed cost included. */
  readonly usdPerMillion: number;
  readonly fixedUsdPerMillion: number;
}

/** Of 730 hours, as AWS's calculator has it. */
export const monthSeconds = 730 * 3600;

/**
 * The bill of a month at list prices, without free tiers.
 *
 * @param ratePerSecond accepted webhooks, above 0
 */
export function createBill(
  usage: StageUsage,
  ratePerSecond: number,
  region: PricedRegion = 'us-east-1',
): Bill {
  const webhooksPerMonth = ratePerSecond * monthSeconds;
  const millions = webhooksPerMonth / 1_000_000;
  const perWebhook = addUsage(usage.perWebhook, { trace: sampledTraces(usage, ratePerSecond) });
  const webhooks = linesOf(perWebhook, webhooksPerMonth, region);
  const stage = linesOf(usage.perMonth, 1, region);
  const fixedUsdPerMonth = sum(stage);
  const usdPerMonth = sum(webhooks) + fixedUsdPerMonth;
  return {
    ...{ ratePerSecond, webhooksPerMonth, usdPerMonth, fixedUsdPerMonth },
    lines: { webhooks, stage },
    parts: partsOf(webhooks, stage, millions),
    usdPerMillion: usdPerMonth / millions,
    fixedUsdPerMillion: fixedUsdPerMonth / millions,
  };
}

function linesOf(usage: Usage, times: number, region: PricedRegion): readonly BillLine[] {
  return entriesOf(usage).flatMap(([unit, each]) => {
    const amount = each * times;
    if (amount === 0) return [];
    return [{ part: partOf[unit], unit, amount, usd: priceOf(unit, amount, region) }];
  });
}

function partsOf(
  webhooks: readonly BillLine[],
  stage: readonly BillLine[],
  millions: number,
): readonly PartCost[] {
  const names = new Set([...webhooks, ...stage].map(({ part }) => part));
  const of = (lines: readonly BillLine[], part: Part) =>
    sum(lines.filter((line) => line.part === part));
  const whole = ({ usdPerMillion, usdPerMonth }: PartCost) =>
    usdPerMillion + usdPerMonth / millions;
  return [...names]
    .map((part) => ({
      part,
      usdPerMillion: of(webhooks, part) / millions,
      usdPerMonth: of(stage, part),
    }))
    .sort((one, other) => whole(other) - whole(one));
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, { usd }) => total + usd, 0);
}
