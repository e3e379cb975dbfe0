import { type Command, Option } from 'commander';
import { shells } from '../../client/terminal/shell-assignments.ts';
import { type ProgramContext, withShared } from '../command.ts';
import type { EnvFlags } from './env.ts';

/** `spillway env` */
export function addEnv(program: Command, context: ProgramContext): void {
  withShared(program.command('env'), context)
    .description('Prints what makes `aws` and every AWS SDK of a shell talk to `npm start`.')
    .addOption(
      new Option('--shell <name>', 'the shell that reads it')
        .choices(Object.keys(shells))
        .default('sh'),
    )
    .option('--unset', 'the way back: print what removes these variables again')
    .addHelpText('after', examples)
    .action(async (options: EnvFlags, command: Command) => {
      const { env } = await import('./env.ts');
      env(options, command, context);
    });
}

const examples = `
Examples:
  eval "$(npx spillway env)"                    in bash, zsh and other POSIX shells
  eval "$(npx spillway env --unset)"            to reach AWS again
  npx spillway env --shell fish | source
  npx spillway env --shell powershell | Invoke-Expression`;
