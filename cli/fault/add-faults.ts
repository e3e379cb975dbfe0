import { Argument, type Command } from 'commander';
import { type FaultName, faultNames } from '../../client/faults/catalogue.ts';
import { type ProgramContext, type Shared, withShared } from '../command.ts';
import { duration, finiteNumber, positiveNumber } from '../option-values.ts';
import type { FaultFlags } from './fault.ts';
import { faultTable } from './fault-table.ts';

/** `spillway fault …` */
export function addFaults(program: Command, context: ProgramContext): void {
  const fault = withShared(program.command('fault'), context)
    .description('Puts the surroundings of the embedded stack in trouble on purpose.')
    .addArgument(faultName('what goes wrong; without it, what is on and what there is'))
    .option('--for <time>', 'switch it off by itself, after 30s, 5m …', duration)
    .option('--destination <name>', 'of the faults of destinations: only this one')
    .option('--seconds <number>', 'of the faults that have seconds', finiteNumber)
    .option('--status <code>', 'of the faults that answer with an HTTP status', finiteNumber)
    .option('--share <number>', 'strike a share of the times only, from 0 to 1', positiveNumber)
    .addHelpText('after', () => `\n${faultTable().join('\n')}\n${examples}`)
    .action(async (name: FaultName | undefined, options: FaultFlags, command: Command) => {
      const doer = await import('./fault.ts');
      await doer.fault(name, options, command, context);
    });
  withShared(fault.command('off'), context)
    .description('Switches a fault off, or all that are on.')
    .addArgument(faultName('the fault; without it, all'))
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway fault off\n  npx spillway fault off table-down',
    )
    .action(async (name: FaultName | undefined, _: Shared, command: Command) => {
      const { faultOff } = await import('./fault.ts');
      await faultOff(name, command, context);
    });
}

const examples = `
Examples:
  npx spillway fault destination-down
  npx spillway fault destination-slow --seconds 8 --destination app --for 2m
  npx spillway fault processing-killed --share 0.3
  npx spillway fault off`;

function faultName(description: string): Argument {
  return new Argument('[name]', description).choices(faultNames);
}
