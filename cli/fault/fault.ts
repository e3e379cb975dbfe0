import type { Command } from 'commander';
import type { CommandLines } from '../../client/command-lines.ts';
import { type FaultName, faultNames, kindOf } from '../../client/faults/catalogue.ts';
import { describeFault, type FaultsAnswer } from '../../client/faults/fault.ts';
import { switchFaults } from '../../client/faults/switch-faults.ts';
import type { StackDescription } from '../../client/stack-file.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { connectEmbedded } from '../connect.ts';
import { faultTable } from './fault-table.ts';

export interface FaultFlags extends Shared {
  readonly for?: number;
  readonly destination?: string;
  readonly seconds?: number;
  readonly status?: number;
  readonly share?: number;
}

const what = 'A fault';

/** `spillway fault` */
export async function fault(
  name: FaultName | undefined,
  options: FaultFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const { stack } = connectEmbedded(command, context, what);
  const lines = createCommandLines(command);
  if (name === undefined) await list(stack, options, context, lines);
  else await switchOn(stack, name, options, context, lines);
}

/** `spillway fault off` */
export async function faultOff(
  name: FaultName | undefined,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const { stack } = connectEmbedded(command, context, what);
  const answer = await switchFaults(stack, { method: 'DELETE', name });
  report(answer, command.optsWithGlobals(), context, createCommandLines(command));
}

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
