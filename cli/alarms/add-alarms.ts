import type { Command } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import { addTest } from './add-test.ts';
import type { AlarmsFlags } from './alarms.ts';

/** `spillway alarms …` */
export function addAlarms(program: Command, context: ProgramContext): void {
  const alarms = withShared(program.command('alarms'), context)
    .description('What is wrong now, since when, and which page to open first. Changes nothing.')
    .option('--all', 'list the alarms that are not on, too')
    .option('--follow', 'print it again whenever it changes, until Ctrl-C')
    .addHelpText(
      'after',
      `
What is on for the same cause stands below the alarm whose page comes first. With --follow and --json, each change is
one line of JSON.

Examples:
  npx spillway alarms
  npx spillway alarms --stage prod --follow
  npx spillway alarms --all --json`,
    )
    .action(async (options: AlarmsFlags, command: Command) => {
      const doer = await import('./alarms.ts');
      await doer.alarms(options, command, context);
    });
  addTest(alarms, context);
}
