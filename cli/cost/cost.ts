import { createBill } from '../../client/cost/bill.ts';
import { plannedUsage } from '../../client/cost/planned-usage.ts';
import type { PricedRegion } from '../../client/cost/price-of.ts';
import { pricesAsOf } from '../../dashboards/list-prices.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { printBill } from './print-bill.ts';

export interface CostFlags extends Shared {
  readonly rate: number;
  readonly region: PricedRegion;
}

/** `spillway cost` */
export function cost({ rate, region, ...shared }: CostFlags, context: ProgramContext): void {
  const bill = createBill(plannedUsage, rate, region);
  print(shared, context, { region, pricesAsOf, bill }, (result, out) => {
    out.line(`List prices of ${region} as of ${pricesAsOf}, without free tiers.`);
    out.line();
    printBill(result.bill, out);
  });
}
