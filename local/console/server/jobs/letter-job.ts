import type { DiscardResult } from '../../../../client/dead-letters/discard.ts';
import type { MoveResult } from '../../../../client/dead-letters/move-by-sqs.ts';
import type { RedriveResult } from '../../../../client/dead-letters/redrive.ts';
import type { LetterWish } from './letter-order.ts';

/** Work on dead letters that the console does. A closed page ends none of it. */
export interface LetterJob {
  /** Of a redrive it is the run that its letters are marked with. */
  readonly id: string;
  readonly wish: LetterWish;
  /** `failed`: an error ended it. What stopped it of itself is in its outcome. */
  readonly state: 'running' | 'cancelling' | 'ended' | 'failed';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** How many letters are dealt with. */
  readonly done: number;
  /** Of how many; a guess until it has ended. Absent while nobody knows. */
  readonly toDo?: number;
  /** What it waits for, in words. */
  readonly says?: string;
  /** How many the sample had, of which none came back. */
  readonly samplePassed?: number;
  readonly outcome?: JobOutcome;
  readonly error?: { readonly message: string; readonly remedy?: string | undefined };
  /** What does the rest from a terminal, once it has ended early. */
  readonly goOn?: string;
}

export type JobOutcome =
  | { readonly kind: 'redrive'; readonly result: RedriveResult }
  | { readonly kind: 'move'; readonly result: MoveResult }
  | { readonly kind: 'discard'; readonly result: DiscardResult };

/** What a job tells of itself while it is done. */
export type JobProgress = Partial<Pick<LetterJob, 'done' | 'toDo' | 'says' | 'samplePassed'>>;
