import { type Command, InvalidArgumentError } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import { collect, duration, positiveInteger, positiveNumber } from '../option-values.ts';
import type { CapacityFlags } from './capacity.ts';

export function addCapacity(program: Command, context: ProgramContext): void {
  withShared(program.command('capacity'), context)
    .description(
      'What a rate of webhooks needs of a stage, what it does to it, and what to raise first. A model: AWS is not asked.',
    )
    .option(
      '--rate <n>',
      'webhooks a second; as many as the stage’s throttle lets in',
      atMost(1_000_000),
    )
    .option('--for <time>', 'how long they come, such as 10m; without it, they go on', atMostADay)
    .option(
      '--calm <n>',
      'webhooks a second before and after; a tenth of the rate',
      atMost(1_000_000),
    )
    .option('--size <bytes>', 'of a body', positiveInteger, 8192)
    .option('--ingest-ms <n>', 'how long ingestion takes for one webhook', atMost(29_000), 6)
    .option('--process-ms <n>', 'how long processing takes for one batch', atMost(900_000), 100)
    .option('--destinations <n>', 'to how many each webhook goes', positiveInteger, 1)
    .option('--failing <percent>', 'of the attempts at a destination', percent, 0)
    .option(
      '-c, --context <name=value>',
      'a setting in place of the stage’s, as for `npx cdk deploy`',
      collect,
    )
    .addHelpText(
      'after',
      `
--stage names a row of infra/settings.ts; local is the one that \`npm start\` runs. docs/capacity.md has the rules, and how
near they came to a measured run.

Examples:
  npx spillway capacity --rate 5000 --stage prod
  npx spillway capacity --rate 5000 --for 10m --process-ms 800 --stage prod
  npx spillway capacity --rate 100000 --stage prod -c accountConcurrency=12000 --json`,
    )
    .action(async (options: CapacityFlags, command: Command) => {
      const { capacity } = await import('./capacity.ts');
      await capacity(options, command, context);
    });
}

/** Beyond what API Gateway or Lambda ever allows, figures say nothing. */
function atMost(most: number) {
  return (text: string): number => {
    const value = positiveNumber(text);
    if (value <= most) return value;
    throw new InvalidArgumentError(`It must be at most ${most.toLocaleString('en-US')}.`);
  };
}

function atMostADay(text: string): number {
  const seconds = duration(text);
  if (seconds <= 86_400) return seconds;
  throw new InvalidArgumentError(
    'It must be at most 24h; what lasts longer goes on: leave it out.',
  );
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}
