import type { Command } from 'commander';
import { type ProgramContext, withShared, withYes } from '../command.ts';
import { collect, pointInTime, positiveInteger, ratePerSecond, runId } from '../option-values.ts';
import type { ReplayFlags } from './replay.ts';

const examples = `
Examples:
  npx spillway replay --source github --from 2h --dry-run
  npx spillway replay --source github --from 2026-11-25T10:00Z --to 2026-11-25T11:00Z --limit 1
  npx spillway replay --stage prod --source github --from 1d --type push --to-destination app --rate 10
A run that was ended, however: the same command with --run <id>, which was shown at its start.`;

export function addReplay(program: Command, context: ProgramContext): void {
  const time = pointInTime(context.now);
  withYes(withShared(program.command('replay'), context))
    .description('Sends webhooks through once more, from the archive of a source that keeps one.')
    .requiredOption('--source <name>', 'whose webhooks')
    .requiredOption('--from <time>', 'the first: ISO 8601, or an age such as 30m, 2h, 1d', time)
    .option('--to <time>', 'up to this time, which is not in it (default: now)', time)
    .option('--type <type>', 'only this event type; may be repeated', collect)
    .option('--to-destination <name>', 'only there; may be repeated', collect)
    .option(
      '--config <file>',
      "where destinations' names are looked up (default: spillway.config.ts)",
    )
    .option('--rate <per second>', 'how many a second', ratePerSecond, 50)
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--dry-run', 'say what would be sent, and send nothing')
    .option(
      '--run <id>',
      'go on with a run: what it sent is not delivered again',
      runId('It must be 1 to 64 letters, digits and dashes.'),
    )
    .addHelpText('after', examples)
    .action(async (options: ReplayFlags, command: Command) => {
      const { replay } = await import('./replay.ts');
      await replay(options, command, context);
    });
}
