import { type Command, Option } from 'commander';
import { annotationKinds } from '../../client/annotations/annotation-kinds.ts';
import { type ProgramContext, withShared } from '../command.ts';
import { pointInTime } from '../option-values.ts';
import type { AnnotateFlags } from './annotate.ts';

export function addAnnotate(program: Command, context: ProgramContext): void {
  withShared(program.command('annotate <text>'), context)
    .description('Mark this moment on the graphs of a stage, with a text that says why.')
    .addOption(
      new Option('--kind <kind>', 'what it is: each kind is a line of its own')
        .choices(annotationKinds)
        .default('note'),
    )
    .option('--at <time>', 'this time or age instead of now', pointInTime(context.now))
    .addHelpText(
      'after',
      `
The text stands on the dashboard \`overview\`. Deployments mark themselves.

Examples:
  npx spillway annotate "the new destination is live" --stage prod
  npx spillway annotate "500 a second, for 10 minutes" --kind loadtest --at 10m`,
    )
    .action(async (text: string, options: AnnotateFlags, command: Command) => {
      const { annotate } = await import('./annotate.ts');
      await annotate(text, options, command, context);
    });
}
