import type { Command } from 'commander';
import { type ProgramContext, withOutput } from '../command.ts';
import type { CompareFlags } from './compare.ts';

/** `spillway loadtest compare` */
export function addCompare(loadtest: Command, context: ProgramContext): void {
  withOutput(loadtest.command('compare'))
    .description('What has changed between the runs of two sides, and what of it is no chance.')
    .argument('<before>', 'a folder of reports, or the beginning of a commit that has some')
    .argument('<after>', 'the same of the other side')
    .option('--scenario <name>', 'only its runs')
    .addHelpText(
      'after',
      `
Each run gives one value to a line. It takes at least 10 runs a side, of both sides in turn, on one machine: a single run
of each says nothing. ~ stands where nothing is shown, or where the median has changed by less than 3 %.

Examples:
  npx spillway loadtest compare 829d4bf 3c0b4a7
  npx spillway loadtest compare reports/before reports/after --scenario spike --json`,
    )
    .action(async (before: string, after: string, _: CompareFlags, command: Command) => {
      const { compare } = await import('./compare.ts');
      // `--json` is an option of `loadtest` too, which takes it for its own.
      compare(before, after, command.optsWithGlobals<CompareFlags>(), context);
    });
}
