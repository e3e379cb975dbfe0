import { Command } from 'commander';
import type { ProgramContext } from './command.ts';
import { addDeadLetters } from './dlq/commands.ts';
import { addFaults } from './faults/commands.ts';
import { addReplay } from './replay/commands.ts';
import { addSecrets } from './secrets/commands.ts';
import { addSend } from './send/commands.ts';
import { addStatus } from './status/commands.ts';

/** The commands. What fails is thrown as a CommandError, or as commander's own error. */
export function createProgram(context: ProgramContext): Command {
  const program = new Command('spillway')
    .description('See how a stage of Spillway is, change its secrets, and bring dead letters back.')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  addStatus(program, context);
  addDeadLetters(program, context);
  addReplay(program, context);
  addSecrets(program, context);
  addSend(program, context);
  addFaults(program, context);
  return program;
}
