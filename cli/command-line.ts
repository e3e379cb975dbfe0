import type { Command, Option } from 'commander';
import type { CommandLines, OptionValues } from '../client/command-lines.ts';
import { shellQuote } from '../client/terminal/shell-quote.ts';

/** What holds for whatever is suggested, where the command takes it. */
const inherited = ['stage', 'config'] as const;

export function createCommandLines(command: Command): CommandLines {
  const values: OptionValues = command.optsWithGlobals();
  return {
    same: (changes = {}) =>
      lineOf(command, command.args, { ...given(command, values), ...changes }),
    other(words, options = {}) {
      const [target, args] = find(words, rootOf(command));
      const kept = Object.fromEntries(inherited.map((name) => [name, values[name]]));
      return lineOf(target, args, { ...kept, ...options });
    },
  };
}

/** Not the defaults: they may be others in the version that the line is pasted into. */
function given(command: Command, values: OptionValues): OptionValues {
  const named = Object.entries(values).filter(
    ([name]) => name === 'stage' || command.getOptionValueSourceWithGlobals(name) !== 'default',
  );
  return Object.fromEntries(named);
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

function find(words: readonly string[], from: Command): [Command, readonly string[]] {
  const [first, ...rest] = words;
  const next = from.commands.find((command) => command.name() === first);
  return next ? find(rest, next) : [from, words];
}

function lineOf(command: Command, args: readonly string[], values: OptionValues): string {
  const flags = command.options.flatMap((option) => flag(option, values[option.attributeName()]));
  // Behind `--` nothing is taken for an option.
  const isDashed = args.some((arg) => arg.startsWith('-'));
  const quoted = args.map(shellQuote);
  const words = isDashed ? [...flags, '--', ...quoted] : [...quoted, ...flags];
  return ['npx', ...pathOf(command), ...words].join(' ');
}

function pathOf(command: Command): readonly string[] {
  return [...(command.parent ? pathOf(command.parent) : []), command.name()];
}

/** As the option's own reader takes it again. */
function flag({ long, negate }: Option, value: unknown): readonly string[] {
  if (negate) return value === false ? [`${long}`] : [];
  if (value === undefined || value === false) return [];
  if (value === true) return [`${long}`];
  return [value].flat().map((one) => `${long} ${shellQuote(textOf(one))}`);
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
