/** By the names that commander gives options: `--stop-after` is `stopAfter`. What is undefined is left out. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** Command lines to be pasted into a shell. */
export interface CommandLines {
  /** The command that runs, with each option that it was given. It always names the stage. */
  same(changes?: OptionValues): string;
  /** Another command for the same stage and configuration. @param words its names, then its arguments */
  other(words: readonly string[], options?: OptionValues): string;
}
