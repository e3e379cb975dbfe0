import type { Cell, Put } from './cell.ts';
import type { Size } from './cell-config.ts';
import { isEven } from './webhook-index.ts';

export type GroupName = 'killed' | 'resting' | 'parked' | 'failing' | 'refused';

/** One fault of the matrix. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly group: GroupName;
  /** Through the API, signed; or straight onto the queue, with what ingestion writes, in batches of ten. */
  readonly by: 'api' | 'queue';
  /** How a webhook that a route takes ends; one that none takes is filtered. */
  readonly ends: 'processed' | 'half dead-lettered' | 'dead-lettered';
  /** How often the destination may get one webhook; above 1, `docs/delivery-guarantees.md` says why. */
  readonly seenAtMost: number | Readonly<Record<Size, number>>;
  /** Why the dead letters are dead, where there are any. */
  readonly reasons?: readonly string[];
  /** Whether senders are told to send again. */
  readonly isRefused?: boolean;
  /** Whether functions die: what one counted is lost with it or, where it died after that, counted once more. */
  readonly isDeadly?: boolean;
  /** Whether all that fails is our own doing: no circuit opens and nothing is parked for it. */
  readonly isOwnFailure?: true;
  /** Whether SQS gets each message twice: what no route takes is not remembered, and counted with each copy. */
  readonly isSentTwice?: boolean;
  /** Puts webhooks on their way, with the fault on, and off again where they are to be processed in the end. */
  readonly run: (cell: Cell) => Promise<void>;
}

/** `maxReceiveCount` and `destinationAttempts` of the groups in which webhooks come back. */
export const attempts = 10;

/** A fault, the webhooks, and the fault's end once it has shown. */
export function struck(
  prepare: (cell: Cell) => Promise<void>,
  what: string,
  hasShown: (cell: Cell) => boolean,
): Row['run'] {
  return async (cell) => {
    await prepare(cell);
    await cell.putOnQueue();
    await cell.until(what, () => hasShown(cell));
    await cell.off();
  };
}

export function hasFailed(cell: Cell): boolean {
  return cell.since().failures >= cell.atSize({ single: 1, ten: 9, thousand: 30 });
}

export function everySecond(puts: readonly Put[], change: (put: Put) => string): readonly Put[] {
  return puts.map((put) => (isEven(put.id) ? { ...put, message: change(put) } : put));
}
