import { Argument, type Command, InvalidArgumentError } from 'commander';
import { type FaultName, faultNames, kindOf } from '../../local/faults/catalogue.ts';
import type { FaultsAnswer } from '../../local/faults/start-control.ts';
import { type ProgramContext, print, type Shared, withShared } from '../command.ts';
import { type CommandLines, createCommandLines } from '../command-line.ts';
import { positiveNumber } from '../numbers.ts';
import { callControl } from './call-control.ts';
import { embeddedStack } from './embedded-stack.ts';
import { faultTable, printFaults } from './print-faults.ts';

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
      const lines = createCommandLines(command);
      if (name === undefined) await list(options, context, lines);
      else await switchOn(name, options, context, lines);
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
      const lines = createCommandLines(command);
      const stack = stackOf(options, context, lines);
      report(options, context, lines, await callControl(stack, { method: 'DELETE', name }));
    });
}

const examples = `
Examples:
  npx spillway fault destination-down
  npx spillway fault destination-slow --seconds 8 --destination app --for 2m
  npx spillway fault processing-killed --share 0.3
  npx spillway fault off`;

const stackOf = (options: Shared, context: ProgramContext, lines: CommandLines) =>
  embeddedStack(options, context, 'A fault', lines);

function report(
  options: Shared,
  context: ProgramContext,
  lines: CommandLines,
  answer: FaultsAnswer,
): void {
  print(options, context, answer, (result, out) => printFaults(result, out, lines));
}

async function list(
  options: FaultFlags,
  context: ProgramContext,
  lines: CommandLines,
): Promise<void> {
  const { on } = await callControl(stackOf(options, context, lines), { method: 'GET' });
  const known = faultNames.map((name) => ({ name, ...kindOf(name) }));
  print(options, context, { on, known }, (answer, out) => {
    printFaults(answer, out, lines);
    out.line();
    for (const line of faultTable()) out.line(line);
  });
}

async function switchOn(
  name: FaultName,
  options: FaultFlags,
  context: ProgramContext,
  lines: CommandLines,
): Promise<void> {
  const { destination, seconds, status, share, for: forSeconds } = options;
  const order = { destination, seconds, status, share, forSeconds };
  const stack = stackOf(options, context, lines);
  report(options, context, lines, await callControl(stack, { method: 'PUT', name, order }));
}

function faultName(description: string): Argument {
  return new Argument('[name]', description).choices(faultNames);
}

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** `30s`, `5m`, `1h`; a number alone is seconds. */
function duration(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? [];
  const seconds = Number(amount) * (unitSeconds[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError('It must be a time such as 30s, 5m or 1h.');
}

function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}
