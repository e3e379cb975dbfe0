import type { Command, Option } from 'commander';

/** What may follow a word: nothing, a text of one's own, a file, or one of these. */
export type Value = 'none' | 'text' | 'file' | readonly string[];

export interface Word {
  readonly name: string;
  readonly description: string;
}

/** A command, and what can be typed behind it. */
export interface CommandNode {
  /** Its words behind `spillway`. */
  readonly path: string;
  /** The commands below it, and the choices of its argument. */
  readonly words: readonly Word[];
  readonly options: readonly (Word & { readonly value: Value })[];
}

/** The program and all commands below it, as commander knows them. */
export function readCommandTree(program: Command): readonly CommandNode[] {
  return nodesOf(program, '');
}

/**
 * What a shell does with a word: from a command to the one below it.
 *
 * @param toLine a case of the shell. Its pattern is the command and the next word, quoted.
 */
export function toSteps(
  nodes: readonly CommandNode[],
  toLine: (pattern: string, path: string) => string,
): string {
  const named = nodes.map(({ path }) => path).filter((path) => path !== '');
  return named
    .map((path) => {
      const words = path.split(' ');
      return toLine(`'${words.slice(0, -1).join(' ')} ${words.at(-1)}'`, path);
    })
    .join('\n');
}

function nodesOf(command: Command, path: string): readonly CommandNode[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const below = commands.flatMap((one) => nodesOf(one, `${path} ${one.name()}`.trim()));
  const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const node: CommandNode = {
    path,
    words: [
      ...commands.map((one) => ({
        name: one.name(),
        description: firstSentence(one.description()),
      })),
      ...choices.map((name) => ({ name, description: '' })),
    ],
    options: help.visibleOptions(command).map((option) => ({
      name: `${option.long}`,
      description: option.description,
      value: whatFollows(option),
    })),
  };
  return [node, ...below];
}

function whatFollows(option: Option): Value {
  if (option.isBoolean()) return 'none';
  return option.argChoices ?? (option.flags.includes('<file>') ? 'file' : 'text');
}

function firstSentence(text: string): string {
  return text.replace(/[.:;] .*$|\.$/s, '');
}
