import { Argument, type Command } from 'commander';
import type { CommandLines } from '../../client/command-lines.ts';
import { type FaultName, faultNames, kindOf } from '../../client/faults/catalogue.ts';
import { describeFault, type FaultsAnswer } from '../../client/faults/fault.ts';
import { switchFaults } from '../../client/faults/switch-faults.ts';
import type { StackDescription } from '../../client/stack-file.ts';
import { formatTable } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import {
  connectEmbedded,
  type ProgramContext,
  print,
  type Shared,
  withShared,
} from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { duration, finiteNumber, positiveNumber } from '../option-values.ts';

interface FaultFlags extends Shared {
  readonly for?: number;
  readonly destination?: string;
  readonly seconds?: number;
  readonly status?: number;
  readonly share?: number;
}

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
      const { stack } = connectEmbedded(command, context, what);
      const lines = createCommandLines(command);
      if (name === undefined) await list(stack, options, context, lines);
      else await switchOn(stack, name, options, context, lines);
    });
  withShared(fault.command('off'), context)
    .description('Switches a fault off, or all that are on.')
    .addArgument(faultName('the fault; without it, all'))
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway fault off\n  npx spillway fault off table-down',
    )
    .action(async (name: FaultName | undefined, _: Shared, command: Command) => {
      const options: Shared = command.optsWithGlobals();
      const { stack } = connectEmbedded(command, context, what);
      const answer = await switchFaults(stack, { method: 'DELETE', name });
      report(answer, options, context, createCommandLines(command));
    });
}

const examples = `
Examples:
  npx spillway fault destination-down
  npx spillway fault destination-slow --seconds 8 --destination app --for 2m
  npx spillway fault processing-killed --share 0.3
  npx spillway fault off`;

const what = 'A fault';

function report(
  answer: FaultsAnswer,
  options: Shared,
  context: ProgramContext,
  lines: CommandLines,
): void {
  print(options, context, answer, (result, out) => printFaults(result, out, lines));
}

async function list(
  stack: StackDescription,
  options: FaultFlags,
  context: ProgramContext,
  lines: CommandLines,
): Promise<void> {
  const { on } = await switchFaults(stack, { method: 'GET' });
  const known = faultNames.map((name) => ({ name, ...kindOf(name) }));
  print(options, context, { on, known }, (answer, out) => {
    printFaults(answer, out, lines);
    out.line();
    for (const line of faultTable()) out.line(line);
  });
}

async function switchOn(
  stack: StackDescription,
  name: FaultName,
  options: FaultFlags,
  context: ProgramContext,
  lines: CommandLines,
): Promise<void> {
  const { destination, seconds, status, share, for: forSeconds } = options;
  const order = { destination, seconds, status, share, forSeconds };
  const answer = await switchFaults(stack, { method: 'PUT', name, order });
  report(answer, options, context, lines);
}

function faultName(description: string): Argument {
  return new Argument('[name]', description).choices(faultNames);
}

/** Every fault with its sentence and what can be chosen. */
function faultTable(): readonly string[] {
  const rows = faultNames.map((name) => {
    const { does, seconds, status } = kindOf(name);
    const choices = [
      ...(seconds === undefined ? [] : [`--seconds ${seconds}`]),
      ...(status === undefined ? [] : [`--status ${status}`]),
    ];
    return [name, choices.join(' '), does];
  });
  return formatTable(['FAULT', 'UNLESS GIVEN', 'WHAT IT DOES'], rows);
}

/** What is on, and what was switched off just now. */
function printFaults({ on, off }: FaultsAnswer, terminal: Terminal, lines: CommandLines): void {
  for (const fault of off ?? []) terminal.line(`Off: ${describeFault(fault)}`);
  if (off?.length === 0) terminal.line('None was on that this would switch off.');
  for (const fault of on) {
    terminal.line(`${terminal.style('red', 'On')}:  ${describeFault(fault)}`);
  }
  if (on.length === 0) terminal.line('No fault is on.');
  else terminal.line(`Switch them off: ${lines.other(['fault', 'off'])}`);
}
