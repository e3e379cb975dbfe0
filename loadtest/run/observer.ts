import type { MeasuredStack } from '../report/environment.ts';
import type { BacklogSample, RunRecord, Unchecked } from '../run-record.ts';
import type { Request } from '../samples/requests.ts';
import type { PlannedWebhook } from '../samples/sample.ts';

/** What a run can see of the stage that it loads. */
export interface Observer {
  readonly stack: MeasuredStack;
  readonly sampleBacklog: () => Promise<BacklogSample>;
  readonly settling: Settling;
  /**
   * What became of the webhooks.
   *
   * @param accepted those that were acknowledged, the warm-up's too
   * @param webhooks of the plan
   */
  readonly readOutcomes: (
    accepted: readonly Request[],
    webhooks: readonly PlannedWebhook[],
  ) => Promise<Outcomes>;
  /** Names of gates of which such a stage tells nothing, and why that is: a sentence. */
  readonly unseen?: { readonly gates: readonly string[]; readonly why: string };
  readonly close: () => void;
}

/** When a queue counts as drained. Milliseconds. */
export interface Settling {
  readonly everyMs: number;
  /** For how long it has to read empty. */
  readonly emptyMs: number;
  /** How long to wait for that at most. */
  readonly patienceMs: number;
}

export type Outcomes = Pick<RunRecord, 'arrivals' | 'deadLetters' | 'filtered' | 'inFlight'>;

/** A stage into which nobody can look from here. */
export interface Unobserved {
  readonly stack: MeasuredStack;
  readonly unchecked: readonly Unchecked[];
}
