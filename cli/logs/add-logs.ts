import { type Command, Option } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import { pointInTime } from '../option-values.ts';
import type { LogsFlags } from './logs.ts';

export function addLogs(program: Command, context: ProgramContext): void {
  withShared(program.command('logs'), context)
    .description(
      "What the stage's functions have logged: their own lines and those of your code; and the API's requests.",
    )
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .addOption(
      // As in client/logs/log-query.ts, which a command that is not run does not load.
      new Option(
        '--function <name>',
        'only of this function, or of the API (default: ingestion and processing)',
      ).choices(['ingestion', 'processing', 'audit', 'reconciliation', 'gateway']),
    )
    .option('--delivery <id>', 'only about this webhook')
    .addOption(
      new Option('--level <level>', 'this level and above').choices([
        'debug',
        'info',
        'warn',
        'error',
      ]),
    )
    .option('--since <time>', 'from this time or age on (default: 15m)', pointInTime(context.now))
    .addHelpText(
      'after',
      `
\`gateway\` is the API's access log, a line for each request; a status of 4xx counts as \`warn\`, 5xx as \`error\`.
Metrics, and what Lambda writes of each invocation that went well, are left out. With --json, each line is one JSON
document, as it was logged.

Examples:
  npx spillway logs --follow
  npx spillway logs --stage prod --function processing --level warn --since 2h
  npx spillway logs --stage prod --function gateway --level warn
  npx spillway logs --stage prod --delivery 72d3162e-cc78-11e3-81ab-4c9367dc0958 --since 1d --json`,
    )
    .action(async (options: LogsFlags, command: Command) => {
      const { logs } = await import('./logs.ts');
      await logs(options, command, context);
    });
}
