import { Argument, type Command, InvalidArgumentError } from 'commander';
import { scenarioNames } from '../../loadtest/plan/scenario-files.ts';
import { highestRate, leastSeconds, mostSeconds } from '../../loadtest/plan/size-limits.ts';
import { type ProgramContext, withShared, withYes } from '../command.ts';
import { positiveInteger, positiveNumber } from '../option-values.ts';
import { addCompare } from './add-compare.ts';
import { addJudge } from './add-judge.ts';
import type { LoadtestFlags, ScenarioChoice } from './loadtest.ts';

/** `spillway loadtest …` */
export function addLoadtest(program: Command, context: ProgramContext): void {
  const loadtest = withYes(withShared(program.command('loadtest'), context))
    .description(
      'Loads a stage, waits until it has drained, and judges what became of each webhook.',
    )
    .addArgument(
      new Argument('<scenarios...>', 'what is sent, one after the other').choices([
        ...scenarioNames,
        'all',
      ]),
    )
    .option(
      '--quick',
      'shorter, and no higher than an embedded stack takes: all of them in 8 minutes',
    )
    .option('--rate <n>', 'webhooks a second in the highest phase', rate)
    .option('--at-most <n>', 'the same, of those scenarios only that would send more', rate)
    .option('--seconds <n>', 'how long that phase lasts; the others keep their proportion', seconds)
    .option(
      '--again',
      'runs a scenario once more that was no more than late or slow, as on a machine with other work to do',
    )
    .option('--target <url>', 'a URL in place of a stage, whose secret is in SPILLWAY_SECRET')
    .addHelpText(
      'after',
      `
With the stage local it starts an embedded stack of its own, with loadtest/stack.config.ts, and sends each webhook
once to warm it up. A deployed stage takes what it is configured to take; its destinations get the webhooks too. Of a URL
nobody can say what became of them, so that such a run never passes: it fails, or is unfinished.

It ends with 0 where all passed, 1 where one failed, 4 where one says nothing. Reports are in reports/.

Examples:
  npx spillway loadtest spike
  npx spillway loadtest spike --rate 50 --seconds 5
  npx spillway loadtest all --quick
  npx spillway loadtest smoke spike hostile --quick --at-most 100 --again
  npx spillway loadtest steady --stage dev --rate 20 --yes
  npx spillway loadtest smoke --json | jq .counts`,
    )
    .action(async (names: ScenarioChoice[], options: LoadtestFlags, command: Command) => {
      const doer = await import('./loadtest.ts');
      await doer.loadtest(names, options, command, context);
    });
  addCompare(loadtest, context);
  addJudge(loadtest, context);
}

function rate(text: string): number {
  const value = positiveNumber(text);
  if (value <= highestRate) return value;
  throw new InvalidArgumentError(`It must be at most ${highestRate.toLocaleString('en-US')}.`);
}

function seconds(text: string): number {
  const value = positiveInteger(text);
  if (value >= leastSeconds && value <= mostSeconds) return value;
  const most = mostSeconds.toLocaleString('en-US');
  throw new InvalidArgumentError(`It must be from ${leastSeconds} to ${most}.`);
}
