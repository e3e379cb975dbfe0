import { faultNames, kindOf } from '../../local/faults/catalogue.ts';
import { describeFault } from '../../local/faults/fault.ts';
import type { FaultsAnswer } from '../../local/faults/start-control.ts';
import type { CommandLines } from '../command-line.ts';
import { formatTable, type Terminal } from '../terminal.ts';

/** Every fault with its sentence and what can be chosen. */
export function faultTable(): readonly string[] {
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
export function printFaults(
  { on, off }: FaultsAnswer,
  terminal: Terminal,
  lines: CommandLines,
): void {
  for (const fault of off ?? []) terminal.line(`Off: ${describeFault(fault)}`);
  if (off?.length === 0) terminal.line('None was on that this would switch off.');
  for (const fault of on) {
    terminal.line(`${terminal.style('red', 'On')}:  ${describeFault(fault)}`);
  }
  if (on.length === 0) terminal.line('No fault is on.');
  else terminal.line(`Switch them off: ${lines.other(['fault', 'off'])}`);
}
