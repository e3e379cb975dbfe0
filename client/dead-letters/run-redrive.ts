import { countResent } from '../audit/count-resent.ts';
import type { Clients } from '../stage/clients.ts';
import { findQueue, readArn } from '../stage/queues.ts';
import type { Stage } from '../stage/stage.ts';
import { hasFilter, type LetterFilter } from './letter-filter.ts';
import {
  canSqsMove,
  type MoveOptions,
  type MoveOrder,
  type MoveResult,
  moveDeadLetters,
} from './move-by-sqs.ts';
import type { DeadLetters } from './open-dead-letters.ts';
import { planRedrive, type RedriveOrder, type RedriveRun } from './plan-redrive.ts';
import { type RedriveResult, redriveDeadLetters } from './redrive.ts';

/** A stage, and how to reach it. */
interface Reached {
  readonly stage: Stage;
  readonly clients: Clients;
}

/** Sends dead letters through again one by one, and tells the audit how many. */
export async function runRedrive(
  { stage, clients }: Reached,
  letters: DeadLetters,
  order: RedriveOrder,
  run: RedriveRun,
): Promise<RedriveResult> {
  const result = await redriveDeadLetters(await planRedrive(stage, letters, order, run));
  await countResent(clients.cloudWatch, stage.name, result.moved);
  return result;
}

/** Has SQS itself move all dead letters, follows it, and tells the audit how many it moved. */
export async function runMove(
  { stage, clients }: Reached,
  options: MoveOptions,
): Promise<MoveResult> {
  const result = await moveDeadLetters(clients.sqs, options);
  await countResent(clients.cloudWatch, stage.name, result.moved);
  return result;
}

/** From where to where SQS would move them. */
export async function readMovePlaces({
  stage,
  clients: { sqs },
}: Reached): Promise<Pick<MoveOrder, 'deadLetterArn' | 'intakeArn'>> {
  return {
    deadLetterArn: await readArn(sqs, await findQueue(sqs, stage.name, 'dead-letters')),
    intakeArn: await readArn(sqs, await findQueue(sqs, stage.name, 'intake')),
  };
}

/** What is asked of a redrive beside which letters. */
interface Limits {
  readonly ratePerSecond: number;
  /** Those of them that are given make it a run of its own. */
  readonly others: readonly unknown[];
}

/** Whether all are meant, with nothing that SQS knows nothing of. */
export function isForSqs(filter: LetterFilter, { ratePerSecond, others }: Limits): boolean {
  const isPlain = others.every((one) => one === undefined);
  return isPlain && !hasFilter(filter) && canSqsMove(ratePerSecond);
}
