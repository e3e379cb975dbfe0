import type { Command } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import { positiveInteger, positiveNumber } from '../option-values.ts';
import type { SendFlags } from './send.ts';

export function addSend(program: Command, context: ProgramContext): void {
  withShared(program.command('send'), context)
    .description('Sends signed example webhooks to the embedded stack, as their sender would.')
    .option('--count <number>', 'how many', positiveInteger, 1)
    .option('--rate <per second>', 'how many a second', positiveNumber, 50)
    .option('--source <name>', 'to which source (default: the first one)')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway send\n  npx spillway send --count 500 --rate 50 --source github',
    )
    .action(async (options: SendFlags, command: Command) => {
      const { send } = await import('./send.ts');
      await send(options, command, context);
    });
}
