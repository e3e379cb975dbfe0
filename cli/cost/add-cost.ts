import { type Command, Option } from 'commander';
import { pricedRegions } from '../../client/cost/price-of.ts';
import { type ProgramContext, withConfig, withShared } from '../command.ts';
import { collect, pointInTime, positiveNumber } from '../option-values.ts';
import type { CostFlags } from './cost.ts';

export function addCost(program: Command, context: ProgramContext): void {
  withConfig(withShared(program.command('cost'), context))
    .description('What a month and a million webhooks cost at list prices, part by part.')
    .option(
      '--rate <number>',
      'accepted webhooks a second, all month long; 10, or what a deployed stage took',
      positiveNumber,
    )
    .addOption(
      new Option('--region <name>', 'whose prices').choices(pricedRegions).default('us-east-1'),
    )
    .option(
      '--since <time>',
      'how far back to count: a time, a day or an age; 24h of a deployed stage',
      pointInTime(context.now),
    )
    .option(
      '-c, --context <name=value>',
      'a setting in place of each stage’s, as for `npx cdk deploy`',
      collect,
    )
    .addHelpText(
      'after',
      `
Without --stage: each stage of infra/settings.ts side by side, by the template that would be deployed and planned webhooks.
--stage local takes what the running \`npm start\` metered of its webhooks; of a deployed stage, what CloudWatch counted, for
which AWS bills less than a cent. Free tiers are left out, and what the destinations themselves cost, such as mail or events.

Examples:
  npx spillway cost --rate 100
  npx spillway cost --stage local
  npx spillway cost --stage prod --since 7d --region eu-west-1 --json`,
    )
    .action(async (options: CostFlags, command: Command) => {
      const { cost } = await import('./cost.ts');
      await cost(options, command, context);
    });
}
