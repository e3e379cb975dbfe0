import type { Command } from 'commander';
import { type ProgramContext, withShared, withYes } from '../command.ts';
import type { TestFlags } from './test.ts';

export function addTest(alarms: Command, context: ProgramContext): void {
  withYes(withShared(alarms.command('test'), context))
    .description(
      'Fires one alarm of each severity, as a test, and names the subscriptions that nobody confirmed. Each is over by itself within minutes.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway alarms test\n  npx spillway alarms test --stage prod --yes --json',
    )
    .action(async (_: TestFlags, command: Command) => {
      const { test } = await import('./test.ts');
      // Those that `alarms` takes too are read there.
      await test(command.optsWithGlobals(), command, context);
    });
}
