import type { Command } from 'commander';
import { shellEnvironment, shellVariables } from '../../client/stage/shell-environment.ts';
import { type ShellName, shellAssignments } from '../../client/terminal/shell-assignments.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connectEmbedded } from '../connect.ts';

export interface EnvFlags extends Shared {
  readonly shell: ShellName;
  readonly unset?: boolean;
}

/** `spillway env`: where it fails, it prints nothing that a shell could evaluate. */
export function env(options: EnvFlags, command: Command, context: ProgramContext): void {
  const { set, unset } = options.unset
    ? { set: {}, unset: shellVariables }
    : shellEnvironment(connectEmbedded(command, context, '`npx spillway env`').stack);
  print(options, context, { set, unset }, (_, out) => {
    for (const line of shellAssignments(options.shell, set, unset)) out.line(line);
  });
}
