import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { addDiscard } from './discard.ts';
import { addRedrive } from './redrive.ts';
import { addShow } from './show.ts';
import { addSummary } from './summary.ts';

/** `spillway dlq …` */
export function addDeadLetters(program: Command, context: ProgramContext): void {
  const dlq = program
    .command('dlq')
    .description('Dead letters: what they are, and their way back or out.');
  addSummary(dlq, context);
  addShow(dlq, context);
  addRedrive(dlq, context);
  addDiscard(dlq, context);
}
