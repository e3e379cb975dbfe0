import { Argument, type Command } from 'commander';
import { readPageNames } from '../../runbooks/pages/read-page-names.ts';
import { type ProgramContext, withShared } from '../command.ts';
import type { CreateProgram } from '../run-recorded.ts';
import type { RunbookFlags } from './runbook.ts';

/** `spillway runbook`. @param createProgram for the commands of the page */
export function addRunbook(
  program: Command,
  context: ProgramContext,
  createProgram: CreateProgram,
): void {
  withShared(program.command('runbook'), context)
    .description(
      'Walks the page of an alarm with you: shows a step, runs it, compares, keeps a record.',
    )
    .addArgument(alarmName())
    .option('--print', 'print the page with the numbers of the stage, and run nothing')
    .option('--run', 'run all that only reads, unasked, and compare it with the page')
    .option(
      '--transcript <file>',
      'where the record of the incident is written, or gone on with (default: reports/incidents/)',
    )
    .addHelpText(
      'after',
      `
What changes something is run only after a typed yes, and in a deployed stage after its name. Without a terminal it
prints the page. With --json the page is data, and so is what --run saw; --run ends with 3 where an output is not as the
page says.

Examples:
  npx spillway runbook
  npx spillway runbook dlq-not-empty --stage prod
  npx spillway runbook spillway-prod-signature-failures-shop --stage prod --print
  npx spillway runbook dlq-not-empty --run --json`,
    )
    .action(async (alarm: string | undefined, options: RunbookFlags, command: Command) => {
      const doer = await import('./runbook.ts');
      await doer.runbook(alarm, options, command, { ...context, createProgram });
    });
}

/** Completed with the names of the pages; mails have longer ones. */
function alarmName(): Argument {
  const argument = new Argument('[alarm]', 'which; without it, the one to open first now');
  argument.argChoices = [...readPageNames()];
  return argument;
}
