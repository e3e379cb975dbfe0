import { type Command, Option } from 'commander';
import { pricedRegions } from '../../client/cost/price-of.ts';
import { type ProgramContext, withShared } from '../command.ts';
import { positiveNumber } from '../option-values.ts';
import type { CostFlags } from './cost.ts';

export function addCost(program: Command, context: ProgramContext): void {
  withShared(program.command('cost'), context)
    .description('What a month and a million webhooks cost at list prices. Asks nothing of AWS.')
    .option('--rate <number>', 'accepted webhooks a second, all month long', positiveNumber, 10)
    .addOption(
      new Option('--region <name>', 'whose prices').choices(pricedRegions).default('us-east-1'),
    )
    .addHelpText(
      'after',
      `
Free tiers are left out. What the destinations themselves cost, such as mail or events, is not in it.

Examples:
  npx spillway cost
  npx spillway cost --rate 5000 --region eu-west-1 --json`,
    )
    .action(async (options: CostFlags) => {
      const { cost } = await import('./cost.ts');
      cost(options, context);
    });
}
