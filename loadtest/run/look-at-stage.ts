import type { RunRecord, Unchecked } from '../run-record.ts';
import { isAccepted, requestsOf } from '../samples/requests.ts';
import type { Plan, Sample } from '../samples/sample.ts';
import type { Observer, Outcomes } from './observer.ts';
import type { Progress } from './progress.ts';
import type { BacklogWatch } from './watch-backlog.ts';

export type Sight = Outcomes & Pick<RunRecord, 'backlog' | 'unchecked' | 'unseen'>;

export interface SentSamples {
  readonly plan: Plan;
  readonly samples: readonly Sample[];
  readonly warmUp: readonly Sample[];
}

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
  const isDrained = await attempt('The backlog', () => drain(observer, watch, progress));
  await attempt('The backlog', watch.stop);
  progress.step('Comparing what was accepted with what became of it');
  const accepted = requestsOf([...sent.warmUp, ...sent.samples], sent.plan.timeoutMs);
  const outcomes = await attempt('What became of the webhooks', () =>
    observer.readOutcomes(accepted.filter(isAccepted), sent.plan.webhooks),
  );
  observer.close();
  const { inFlight, ...ends } = outcomes ?? nothing;
  if (!isDrained && isEmptyNow(watch)) unchecked.push(unsettled);
  return {
    ...ends,
    // What waits has left no trace yet: while the queue holds anything, these ids are not all.
    ...(isDrained && inFlight ? { inFlight } : {}),
    backlog: watch.samples,
    unchecked,
    unseen: observer.unseen?.gates ?? [],
  };
}

async function drain(
  { settling }: Observer,
  watch: BacklogWatch,
  progress: Progress,
): Promise<boolean> {
  progress.step('Waiting until the queue is empty');
  const isEmpty = await watch.untilEmpty(settling, ({ waiting, inFlight }) =>
    progress.update(`${waiting} waiting, ${inFlight} in flight`),
  );
  progress.update(isEmpty ? 'empty' : 'not empty yet');
  return isEmpty;
}

function isEmptyNow({ samples }: BacklogWatch): boolean {
  const { waiting = 0, inFlight = 0 } = samples.at(-1) ?? {};
  return waiting + inFlight === 0;
}
