import type { StackDescription } from '../../client/stack-file.ts';

/** Where a load test sends, and who it signs as. */
export interface Target {
  /** The API with its stage, such as `http://127.0.0.1:4100/dev`. */
  readonly endpoint: string;
  readonly sources: StackDescription['sources'];
  /** Present where it is the embedded stack. */
  readonly stack?: StackDescription;
  /** The name of a deployed stage that was asked for by it: this shell has credentials for it. */
  readonly stage?: string;
}
