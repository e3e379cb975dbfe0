import type { RunbookPage } from '../pages/runbook-page.ts';
import { lineAt } from './finding.ts';

export interface WrittenCommand {
  readonly text: string;
  readonly line: number;
  /** Whether it stands in a sentence, where what it needs may be left out. */
  readonly isInline: boolean;
}

/** All commands of a page: those of its blocks, and those that its sentences quote, but for what `…` cuts off. */
export function commandsOf({ text, blocks }: RunbookPage): readonly WrittenCommand[] {
  const fenced = blocks.flatMap(({ commands, line }) =>
    commands.map((command, index) => ({ text: command, line: line + 1 + index, isInline: false })),
  );
  const prose = text.replace(/^ *```.*?^ *```/gms, (block) => block.replace(/[^\n]/g, ' '));
  const quoted = [...prose.matchAll(/`((?:npx|npm|aws) [^`]+)`/g)].map(
    ({ index, 1: span = '' }) => ({
      text: span.replace(/\s+/g, ' '),
      line: lineAt(prose, index),
      isInline: true,
    }),
  );
  return [...fenced, ...quoted.filter((one) => !one.text.includes('…'))];
}
