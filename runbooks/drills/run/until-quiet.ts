import { findQueue, readDepth } from '../../../client/stage/queues.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { waitFor } from './pause.ts';

const longestSeconds = 3_600;

/** Waits until the intake queue is empty. @throws DrillFailure where it does not get empty within an hour of the stage */
export async function untilQuiet({ on, signal }: Pick<DrillRun, 'on' | 'signal'>): Promise<void> {
  let left = 0;
  const look = async () => {
    left = await onTheirWay(on);
    return left === 0 || undefined;
  };
  if (await waitFor(on, look, { seconds: longestSeconds, signal })) return;
  throw new DrillFailure(`${left} webhooks are still on their way after an hour.`);
}

/** Whether the intake queue is empty. */
export async function isQuiet(on: DrillStage): Promise<boolean> {
  return (await onTheirWay(on)) === 0;
}

async function onTheirWay({ clients, stage }: DrillStage): Promise<number> {
  const intake = await findQueue(clients.sqs, stage.name, 'intake');
  const { visible, inFlight, delayed } = await readDepth(clients.sqs, intake);
  return visible + inFlight + delayed;
}
