import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { addList } from './list.ts';
import { addRetire } from './retire.ts';
import { addRotate } from './rotate.ts';
import { addSet } from './set.ts';

/** `spillway secrets …` */
export function addSecrets(program: Command, context: ProgramContext): void {
  const secrets = program
    .command('secrets')
    .description('The secrets of sources and destinations: how old they are, and their renewal.');
  addList(secrets, context);
  addRotate(secrets, context);
  addSet(secrets, context);
  addRetire(secrets, context);
}
