import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { createBill } from '../../client/cost/bill.ts';
import { countUsage } from '../../client/cost/count-usage.ts';
import { type CountedUsage, planStage } from '../../client/cost/plan-stage.ts';
import type { PricedRegion } from '../../client/cost/price-of.ts';
import { readProjectStages } from '../../client/cost/project-stages.ts';
import { pricesAsOf } from '../../dashboards/list-prices.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { readContext } from '../read-context.ts';
import { printBills, type StageBill } from './print-bills.ts';

export interface CostFlags extends Shared {
  readonly rate?: number;
  readonly region: PricedRegion;
  readonly since?: Date;
  readonly config?: string;
  readonly context?: readonly string[];
}

const usualRate = 10;

/** `spillway cost` */
export async function cost(
  options: CostFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const { region } = options;
  const counted = isStageNamed(command, context)
    ? await countStage(options, command, context)
    : await planProject(options, context);
  const stages = counted.map(([stage, { usage, basis, ratePerSecond = usualRate }]): StageBill => {
    const bill = createBill(usage, options.rate ?? ratePerSecond, region);
    return { stage, basis, bill };
  });
  print(options, context, { region, pricesAsOf, stages }, (result, out) => {
    out.line(`List prices of ${region} as of ${pricesAsOf}, without free tiers.`);
    printBills(result.stages, out);
  });
}

type Counted = readonly (readonly [stage: string, usage: CountedUsage])[];

function isStageNamed(command: Command, { defaultStage }: ProgramContext): boolean {
  return command.getOptionValueSource('stage') !== 'default' || defaultStage !== undefined;
}

async function countStage(
  { rate, since, config, context: settings }: CostFlags,
  command: Command,
  context: ProgramContext,
): Promise<Counted> {
  if (config !== undefined || settings !== undefined) {
    throw wrongUsage(
      '-c and --config are for stages that are not deployed yet.',
      'Leave --stage and SPILLWAY_STAGE out: then each stage of infra/settings.ts is reckoned by them.',
    );
  }
  const now = context.now();
  const sinceSeconds = since && 60 * Math.max(1, Math.round((now - since.getTime()) / 60_000));
  const counted: [string, CountedUsage][] = [];
  await connect(command, context, async ({ clients, stage }) => {
    context.err.progress('reading …');
    const plannedPerSecond = rate ?? usualRate;
    const options = { now, sinceSeconds, plannedPerSecond };
    counted.push([stage.name, await countUsage(stage, clients, options)]);
  });
  return counted;
}

async function planProject(
  { rate = usualRate, since, config, context: settings }: CostFlags,
  { root, err, signal }: ProgramContext,
): Promise<Counted> {
  if (since !== undefined) {
    throw wrongUsage(
      '--since is for a stage that took webhooks.',
      'Name it: npx spillway cost --stage prod --since 7d',
    );
  }
  const stages = await readProjectStages({
    ...{ root, signal, configFile: config, context: readContext(settings ?? []) },
    onStage: (name) => err.progress(`synthesizing ${name} …`),
  });
  return stages.map(({ name, resources }) => [name, planStage(resources, rate)]);
}
