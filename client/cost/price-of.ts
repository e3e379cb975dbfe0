import { type BillableUnit, listPrices, type Price } from '../../dashboards/list-prices.ts';

/** The regions whose prices are known. */
export const pricedRegions = ['us-east-1', 'eu-west-1'] as const;
export type PricedRegion = (typeof pricedRegions)[number];

/**
 * What a month of it costs.
 *
 * @param amount of the whole month, because tiers count from its beginning
 * @returns USD. In eu-west-1 the upper tiers are dearer in the same proportion as the first: theirs were not found
 */
export function priceOf(unit: BillableUnit, amount: number, region: PricedRegion): number {
  const { usd, per, tiers = [], ireland = usd }: Price = listPrices[unit];
  const dearer = region === 'eu-west-1' ? ireland / usd : 1;
  const steps: Price['tiers'] = [[0, usd], ...tiers];
  const sum = steps.reduce((total, [above, price], index) => {
    const [end = Number.POSITIVE_INFINITY] = steps[index + 1] ?? [];
    return total + Math.max(0, Math.min(amount, end) - above) * price;
  }, 0);
  return (dearer * sum) / per;
}
