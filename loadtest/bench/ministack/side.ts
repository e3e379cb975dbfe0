import type { Door } from '../door.ts';

/** One of two emulators that run the same template. */
export interface Side {
  readonly door: Door;
  /** Whether nothing waits to be processed, and nothing is being. */
  readonly isDrained: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}
