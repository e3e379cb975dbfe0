import type { Command } from 'commander';
import { createBill } from '../../client/cost/bill.ts';
import { type CountedUsage, countUsage, plannedQuantities } from '../../client/cost/count-usage.ts';
import type { PricedRegion } from '../../client/cost/price-of.ts';
import { isStackRunning } from '../../client/stage/stage.ts';
import { pricesAsOf } from '../../dashboards/list-prices.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { printBill } from './print-bill.ts';

export interface CostFlags extends Shared {
  readonly rate: number;
  readonly region: PricedRegion;
}

/** `spillway cost` */
export async function cost(
  options: CostFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const { rate, region } = options;
  const { usage, basis } = await quantities(command, context);
  const bill = createBill(usage, rate, region);
  print(options, context, { region, pricesAsOf, basis, bill }, (result, out) => {
    out.line(`List prices of ${region} as of ${pricesAsOf}, without free tiers.`);
    for (const line of result.basis) out.line(line);
    out.line();
    printBill(result.bill, out);
  });
}

/** Who names no stage and runs none wants a first idea of it. */
async function quantities(command: Command, context: ProgramContext): Promise<CountedUsage> {
  const isNamed = command.getOptionValueSource('stage') !== 'default';
  if (!isNamed && !context.defaultStage && !isStackRunning(context.root)) return plannedQuantities;
  let counted = plannedQuantities;
  await connect(command, context, async ({ clients, stage }) => {
    context.err.progress('reading …');
    counted = await countUsage(stage, clients);
  });
  return counted;
}
