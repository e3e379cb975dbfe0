import { type Command, Option } from 'commander';
import { pricedRegions } from '../../client/cost/price-of.ts';
import { type ProgramContext, withShared } from '../command.ts';
import { positiveNumber } from '../option-values.ts';
import type { CostFlags } from './cost.ts';

export function addCost(program: Command, context: ProgramContext): void {
  withShared(program.command('cost'), context)
    .description('What a month and a million webhooks cost at list prices, part by part.')
    .option('--rate <number>', 'accepted webhooks a second, all month long', positiveNumber, 10)
    .addOption(
      new Option('--region <name>', 'whose prices').choices(pricedRegions).default('us-east-1'),
    )
    .addHelpText(
      'after',
      `
Beside \`npm start\` it takes what the stack has metered of the webhooks that it took so far, and of its template what a
stage costs by itself; of a deployed stage only the latter. Where neither is at hand the quantities are planned ones. Free
tiers are left out, and what the destinations themselves cost, such as mail or events.

Examples:
  npx spillway cost
  npx spillway cost --stage prod --rate 100
  npx spillway cost --rate 5000 --region eu-west-1 --json`,
    )
    .action(async (options: CostFlags, command: Command) => {
      const { cost } = await import('./cost.ts');
      await cost(options, command, context);
    });
}
