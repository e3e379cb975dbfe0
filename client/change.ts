/** What a command is about to do, as it is put to whoever has to confirm it. */
export interface Change {
  /** In the imperative, without a full stop. */
  readonly what: string;
  /** AWS's, where it is known. */
  readonly account?: string | undefined;
}
