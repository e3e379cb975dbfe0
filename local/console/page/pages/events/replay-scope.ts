/** What is replayed, as its button says it. */
export interface ReplayScope {
  /** `3 selected`, `37 filtered` */
  readonly text: string;
  readonly keys: readonly string[];
}
