import type { Command } from 'commander';
import { type ProgramContext, withConfig, withShared, withYes } from '../command.ts';
import type { RunFlags } from './run.ts';
import type { StatusFlags } from './status.ts';

/** `spillway reconcile …` */
export function addReconcile(program: Command, context: ProgramContext): void {
  const reconcile = program
    .command('reconcile')
    .description('What senders say that they sent, and never came here.');
  addStatus(reconcile, context);
  addRun(reconcile, context);
}

function addStatus(reconcile: Command, context: ProgramContext): void {
  withConfig(withShared(reconcile.command('status [source]'), context))
    .description(
      'Of each source with a delivery log: when it was read, and which webhooks are missing, asked for or given up. Changes nothing.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway reconcile status\n  npx spillway reconcile status github --stage prod --json',
    )
    .action(async (source: string | undefined, options: StatusFlags, command: Command) => {
      const { status } = await import('./status.ts');
      await status(source, options, command, context);
    });
}

function addRun(reconcile: Command, context: ProgramContext): void {
  withYes(withConfig(withShared(reconcile.command('run [source]'), context)))
    .description(
      'Has the stage read the delivery logs now, and ask for what is missing, as it does every five minutes by itself.',
    )
    .option('--dry-run', 'only look: nothing is asked for, and nothing is remembered')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway reconcile run\n  npx spillway reconcile run github --dry-run\n  npx spillway reconcile run --stage prod --yes',
    )
    .action(async (source: string | undefined, options: RunFlags, command: Command) => {
      const { run } = await import('./run.ts');
      await run(source, options, command, context);
    });
}
