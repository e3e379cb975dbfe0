import type { RunCost } from '../client/cost/cost-of-run.ts';
import type { Percentiles } from './judge/statistics.ts';
import type { Plan, Sample } from './samples/sample.ts';

/** One delivery that reached its destination. Times are in milliseconds since 1970. */
export interface Arrival {
  readonly deliveryId: string;
  readonly destination: string;
  /** When ingestion took it in. */
  readonly receivedAt: number;
  readonly arrivedAt: number;
  /** Hash of the body as it arrived. */
  readonly sha256: string;
}

/** The messages waiting at one moment. */
export interface BacklogSample {
  readonly at: number;
  /** In the intake queue, not yet taken. */
  readonly waiting: number;
  /** Taken by processing, not yet done. */
  readonly inFlight: number;
}

/** The age of the oldest message at one moment. */
export interface AgeSample {
  readonly at: number;
  readonly seconds: number;
}

/** An alarm that fired while the run was watched. */
export interface FiredAlarm {
  /** Its slug, and what follows it: without `spillway-<stage>-`. */
  readonly name: string;
  readonly from: number;
  /** Absent of one that was still on. */
  readonly to?: number;
  /** How far back it looks: it may fire for what was before the run. Absent where that isn't known. */
  readonly windowSeconds?: number;
}

/** A run that loaded the same stack before this one. */
export interface FormerRun {
  readonly scenario: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What was counted of one function during the run. */
export interface FunctionFigures {
  readonly name: string;
  readonly invocations?: number;
  readonly errors?: number;
  readonly throttles?: number;
  readonly coldStarts?: number;
  /** Milliseconds. */
  readonly duration?: Percentiles;
}

/** What the stage's process held at one moment. */
export interface MemorySample {
  readonly at: number;
  readonly bytes: number;
}

/** Milliseconds, by what processing says of each webhook at its first try. */
export interface StageTimes {
  /** From receipt to the start of processing. */
  readonly queueWait?: Percentiles;
  /** From the start of processing to its end: to the last destination's answer, and what is written of it. */
  readonly processing?: Percentiles;
}

/** What a stage is asked for besides what became of the webhooks. */
export const observations = [
  'claimChecked',
  'ages',
  'alarms',
  'cost',
  'functions',
  'memory',
  'stages',
  'taken',
] as const;

export type Observation = (typeof observations)[number];

/** What a run could not find out, and why: a part of the sentence "… could not be checked, since …". */
export interface Unchecked {
  readonly what: string;
  readonly why: string;
}

/** The machines that shared the load, as far as they left their samples. */
export interface WorkersSeen {
  readonly expected: number;
  /** Their names; and of those that began, and left nothing. */
  readonly left: readonly string[];
  readonly silent: readonly string[];
  /** Milliseconds between the first webhook of the first one and of the last one. */
  readonly withinMs: number;
}

/** Everything a run observed. The verdict follows from it alone. */
export interface RunRecord {
  readonly plan: Plan;
  /** What was sent before the plan began, so that the functions are warm; no figure counts it. */
  readonly warmUp: readonly Sample[];
  readonly samples: readonly Sample[];
  readonly arrivals: readonly Arrival[];
  /** Delivery ids in the dead-letter queue. */
  readonly deadLetters: readonly string[];
  /** Delivery ids that the stage itself says no route took. */
  readonly filtered?: readonly string[];
  readonly backlog: readonly BacklogSample[];
  /** Delivery ids that were found in the queue when the waiting ended. Absent where nobody can look into it. */
  readonly inFlight?: readonly string[];
  /** Delivery ids whose bodies waited in the bucket. Absent where nobody looked; so are the others below. */
  readonly claimChecked?: readonly string[];
  /** Since when both queues had read empty at the end. */
  readonly emptySince?: number;
  readonly ages?: readonly AgeSample[];
  readonly alarms?: readonly FiredAlarm[];
  readonly functions?: readonly FunctionFigures[];
  readonly memory?: readonly MemorySample[];
  readonly stages?: StageTimes;
  /** How many webhooks a stage on AWS took in the minutes of the run, whoever sent them. */
  readonly taken?: number;
  /** Of a million webhooks like those of the run, by what an embedded stack metered. */
  readonly cost?: RunCost;
  /** Why something of that is absent: what went wrong, as a sentence. */
  readonly blind?: Readonly<Partial<Record<Observation, string>>>;
  /** Whether a stage on AWS was loaded, of which not all can be told that an embedded one tells. */
  readonly isOnAws?: boolean;
  /** What loaded the same stack shortly before, and may still make an alarm fire. */
  readonly formerRuns?: readonly FormerRun[];
  /** Where this is anything, nothing is known of what became of the webhooks. */
  readonly unchecked?: readonly Unchecked[];
  /** Absent of a run on one machine. */
  readonly workers?: WorkersSeen;
  /** Ended by somebody before its plan was. */
  readonly isInterrupted?: boolean;
}
