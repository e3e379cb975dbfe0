import type { Expectation } from './expectation.ts';

/** A fenced block of commands, with what its page says around it. */
export interface CommandBlock {
  /** `run` only reads; `danger` changes something. Empty where the author forgot it. */
  readonly tag: string;
  /** The heading that it stands under; empty above the first one. */
  readonly section: string;
  /** Of its fence in the page's file, from 1. */
  readonly line: number;
  readonly commands: readonly string[];
  /** The paragraph or the list item right before it, in one line: what it is for. */
  readonly lead: string;
  /** What it prints. */
  readonly expectations: readonly Expectation[];
  /** What it changes, how that is taken back and how it is seen, of `danger` blocks. */
  readonly effect?: string;
  readonly undo?: Remark;
  readonly verify?: Remark;
}

/** Something to be run, or done by a person where it has no command. */
export interface Remark {
  /** As written, in one line, without its label. */
  readonly text: string;
  readonly line: number;
  /** Of the first five minutes, if it names one: that look is calm then. */
  readonly step?: number;
  /** What it quotes first, if that is a command. */
  readonly command?: string;
  /** What else it quotes, which the command then prints. */
  readonly expectation: Expectation;
}

/** A page of this directory, taken apart. */
export interface RunbookPage {
  /** Of its alarm. */
  readonly name: string;
  readonly text: string;
  readonly frontMatter: Readonly<Record<string, unknown>>;
  /** Why its front matter can't be read, with the line in the file. */
  readonly mistake?: { readonly line: number; readonly message: string };
  readonly sections: readonly { readonly title: string; readonly line: number }[];
  readonly blocks: readonly CommandBlock[];
}
