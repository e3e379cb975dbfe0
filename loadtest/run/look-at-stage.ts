import type { RunRecord, Unchecked } from '../run-record.ts';
import { isAccepted, requestsOf } from '../samples/requests.ts';
import { lookAtTelemetry, type Told } from './look-at-telemetry.ts';
import type { Observer, Outcomes, SentSamples } from './observer.ts';
import type { Progress } from './progress.ts';
import type { BacklogWatch } from './watch-backlog.ts';

export type Sight = Outcomes &
  Told &
  Pick<RunRecord, 'backlog' | 'emptySince' | 'unchecked' | 'isOnAws'>;

const unsettled: Unchecked = {
  what: 'What is lost',
  why: 'the queue was not yet empty for as long as it has to be.',
};

const nothing: Outcomes = { arrivals: [], deadLetters: [] };

/** Waits until the stage has drained, and asks what became of what it took. What can't be asked is noted. */
export async function lookAtStage(
  observer: Observer,
  watch: BacklogWatch,
  sent: SentSamples,
  progress: Progress,
): Promise<Sight> {
  const unchecked: Unchecked[] = [];
  const attempt = async <Found>(what: string, action: () => Promise<Found>) =>
    await action().catch((error: unknown) => {
      unchecked.push({ what, why: error instanceof Error ? error.message : String(error) });
      return undefined;
    });
  const emptySince = await attempt('The backlog', () => drain(observer, watch, progress));
  const isDrained = emptySince !== undefined;
  await attempt('The backlog', watch.stop);
  progress.step('Comparing what was accepted with what became of it');
  const requests = requestsOf([...sent.warmUp, ...sent.samples], sent.plan.timeoutMs);
  const accepted = requests.filter(isAccepted);
  const outcomes = await attempt('What became of the webhooks', () =>
    observer.readOutcomes(accepted, sent.plan.webhooks),
  );
  const told = await lookAtTelemetry(observer, sent, accepted, progress);
  observer.close();
  const { inFlight, ...ends } = outcomes ?? nothing;
  if (!isDrained && isEmptyNow(watch)) unchecked.push(unsettled);
  return {
    ...ends,
    ...told,
    ...(isDrained && { emptySince }),
    // What waits has left no trace yet: while the queue holds anything, these ids are not all.
    ...(isDrained && inFlight ? { inFlight } : {}),
    backlog: watch.samples,
    unchecked,
    isOnAws: observer.isSeenByApis === true,
  };
}

async function drain(
  { settling }: Observer,
  watch: BacklogWatch,
  progress: Progress,
): Promise<number | undefined> {
  progress.step('Waiting until the queue is empty');
  const emptySince = await watch.untilEmpty(settling, ({ waiting, inFlight }) =>
    progress.update(`${waiting} waiting, ${inFlight} in flight`),
  );
  progress.update(emptySince === undefined ? 'not empty yet' : 'empty');
  return emptySince;
}

function isEmptyNow({ samples }: BacklogWatch): boolean {
  const { waiting = 0, inFlight = 0 } = samples.at(-1) ?? {};
  return waiting + inFlight === 0;
}
