import { Argument, type Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { bashCompletion } from './bash.ts';
import { type CommandNode, readCommandTree } from './command-tree.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const completions = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
} as const satisfies Record<string, (nodes: readonly CommandNode[]) => string>;

type Shell = keyof typeof completions;

const examples = `
Examples:
  source <(npx spillway completion bash)                                  in ~/.bashrc
  source <(npx spillway completion zsh)                                   in ~/.zshrc, after compinit
  npx spillway completion fish > ~/.config/fish/completions/spillway.fish

It completes \`spillway …\` and \`npx spillway …\`.`;

/** `spillway completion` */
export function addCompletion(program: Command, { out }: ProgramContext): void {
  program
    .command('completion')
    .description('Prints what a shell needs to complete commands and options.')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(completions)))
    .addHelpText('after', examples)
    .action((shell: Shell) => out.line(completions[shell](readCommandTree(program)).trimEnd()));
}
