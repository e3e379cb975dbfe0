import type { WebhookRow } from './webhook-row.ts';

/** What came since the last frame. */
export interface FeedFrame {
  /** Counts up; a page that missed one asks for all again. */
  readonly number: number;
  /** Whether those of the time before are still being looked for: none yet is not none at all. */
  readonly isReadingBefore: boolean;
  /** New ones, and those of which more is known. */
  readonly rows: readonly WebhookRow[];
}

/** Of the requests that a stage received lately. It reads nothing while nobody looks. */
export interface WebhookFeed {
  /** The newest ones last, and where the frames after them begin. */
  snapshot(): Promise<FeedFrame>;
  /** The row with this key, where it is among the latest. */
  find(key: string): WebhookRow | undefined;
  /** @param onTrouble why lines can't be read; `undefined` once they can again @returns what ends it */
  subscribe(
    onFrame: (frame: FeedFrame) => void,
    onTrouble: (why: string | undefined) => void,
  ): () => void;
}
