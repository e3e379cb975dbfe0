import type { Command } from 'commander';
import { type ProgramContext, withConfig, withShared } from '../command.ts';
import { duration } from '../option-values.ts';
import type { JudgeFlags } from './judge.ts';

/** `spillway loadtest judge` */
export function addJudge(loadtest: Command, context: ProgramContext): void {
  withConfig(withShared(loadtest.command('judge'), context))
    .description('Judges a run whose workers were on AWS Lambda, by what they left in S3.')
    .argument('<run>', "Artillery's id of it, or s3://<bucket>/spillway-loadtest/<id>")
    .option(
      '--settle <time>',
      'for how long the queue has to read empty; 3m of a deployed stage',
      duration,
    )
    .addHelpText(
      'after',
      `
It waits until the queue is empty, finds out what became of each webhook, judges by the same gates as a run that judges
itself, and writes the same report. A worker that left nothing makes the run invalid. Untested on AWS: what the workers
leave and how it is judged is, beside \`npm start\`; Artillery's --platform aws:lambda is not.

Examples:
  npx spillway loadtest judge t7kx3_a9fe3jxh5g8hdx_cw3p --stage prod
  npx spillway loadtest judge s3://artilleryio-test-data-123456789012-eu-west-1/spillway-loadtest/t7kx3_a9 --stage dev --json`,
    )
    .action(async (run: string, _: JudgeFlags, command: Command) => {
      const doer = await import('./judge.ts');
      // Those that `loadtest` takes too are read there.
      await doer.judge(run, command.optsWithGlobals<JudgeFlags>(), command, context);
    });
}
