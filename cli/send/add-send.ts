import { Argument, type Command, Option } from 'commander';
import { badKinds } from '../../client/send/bad-kinds.ts';
import { type ProgramContext, withConfig, withShared, withYes } from '../command.ts';
import { duration, positiveInteger, ratePerSecond } from '../option-values.ts';
import type { SendFlags } from './send.ts';

const examples = `
Examples:
  npx spillway send stripe --type invoice.paid
  npx spillway send github --example issues.opened
  npx spillway send stripe --body event.json
  npx spillway send stripe --bad altered
  npx spillway send events --type order.paid
  npx spillway send --list
  npx spillway send --count 500 --rate 50 --source github`;

export function addSend(program: Command, context: ProgramContext): void {
  withYes(withConfig(withShared(program.command('send'), context)))
    .description(
      'Sends a webhook as its sender would, signed with the secret of now, and says what became of it: delivered, filtered (by which route, and why), refused, retried or dead-lettered.',
    )
    .addArgument(new Argument('[source]', 'to which source (default: the first one)'))
    .option('--source <name>', 'the same')
    .option('--example <name>', 'one of the examples of its sender')
    .option('--type <type>', "an event of this type: the sender's example, or the smallest one")
    .option('--body <file>', 'these bytes, just as they are; - reads stdin')
    .option('--list', 'list the examples, and send nothing')
    .addOption(
      new Option('--bad <how>', 'send what has to be refused, and fail if it is not').choices(
        badKinds,
      ),
    )
    .option('--wait <time>', 'how long to wait for what becomes of it', duration, 10)
    .option('--no-wait', "don't")
    .option(
      '--count <number>',
      'how many; what becomes of many is not waited for',
      positiveInteger,
      1,
    )
    .option('--rate <per second>', 'how many a second', ratePerSecond, 50)
    .addHelpText('after', examples)
    .action(async (source: string | undefined, options: SendFlags, command: Command) => {
      const { send } = await import('./send.ts');
      await send(source, options, command, context);
    });
}
