import { findQueue, readDepth } from '../../../client/stage/queues.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { waitFor } from './pause.ts';

const longestSeconds = 3_600;

/** Waits until the intake queue is empty. @throws DrillFailure where it does not get empty within an hour of the stage */
export async function untilQuiet({ on, signal }: Pick<DrillRun, 'on' | 'signal'>): Promise<void> {
  const { clients, stage } = on;
  const intake = await findQueue(clients.sqs, stage.name, 'intake');
  let left = 0;
  const look = async () => {
    const { visible, inFlight, delayed } = await readDepth(clients.sqs, intake);
    left = visible + inFlight + delayed;
    return left === 0 || undefined;
  };
  if (await waitFor(on, look, { seconds: longestSeconds, signal })) return;
  throw new DrillFailure(`${left} webhooks are still on their way after an hour.`);
}
