import type { RunCost } from '../../client/cost/cost-of-run.ts';
import type { LogRange } from '../../client/logs/query-logs.ts';
import type { MeasuredStack } from '../report/environment.ts';
import type {
  AgeSample,
  BacklogSample,
  FiredAlarm,
  FunctionFigures,
  RunRecord,
  StageTimes,
  Unchecked,
} from '../run-record.ts';
import type { Request } from '../samples/requests.ts';
import type { Plan, PlannedWebhook, Sample } from '../samples/sample.ts';
import type { MemoryWatch } from './telemetry/watch-memory.ts';

/** What a run can see of the stage that it loads. */
export interface Observer {
  readonly stack: MeasuredStack;
  /** By AWS's APIs alone, which tell nothing of bodies and of what arrived twice. */
  readonly isSeenByApis?: boolean;
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
  readonly telemetry: Telemetry;
  /** Of what an embedded stack metered since it was opened. @param webhooks that were accepted, the warm-up's too */
  readonly cost?: (webhooks: number) => Promise<RunCost | undefined>;
  /** Of the process of an embedded stack. */
  readonly memory?: MemoryWatch;
  readonly close: () => void;
}

/** What a stage tells of itself, from the beginning of the run on. Each may fail by itself. */
export interface Telemetry {
  readonly alarms: () => Promise<readonly FiredAlarm[]>;
  readonly ages: () => Promise<readonly AgeSample[]>;
  readonly functions: () => Promise<readonly FunctionFigures[]>;
  readonly stages: (range: LogRange) => Promise<StageTimes>;
  /** How many webhooks were taken, in all minutes that the run had a part of. Of AWS only: an embedded stack tells the ids. */
  readonly taken?: () => Promise<number>;
  /** Delivery ids of those webhooks whose bodies lie in the bucket. */
  readonly claimChecked: (
    accepted: readonly Request[],
    webhooks: readonly PlannedWebhook[],
  ) => Promise<readonly string[]>;
}

/** What a run sent. */
export interface SentSamples {
  readonly plan: Plan;
  readonly samples: readonly Sample[];
  readonly warmUp: readonly Sample[];
  /** Nobody wants to wait any more. */
  readonly isInterrupted?: boolean;
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
