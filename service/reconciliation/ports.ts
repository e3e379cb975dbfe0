import type { DeliveryLog } from './delivery-log.ts';
import type { Findings } from './findings.ts';
import type { StatePorts } from './state.ts';

/** A webhook that may be ours. */
export interface Wanted {
  readonly id: string;
  /** It can't have come before, by our clock, in milliseconds since 1970. */
  readonly since: number;
}

export interface ReconcilePorts {
  readonly log: DeliveryLog;
  /** Of these, the ids of those that we have, however they ended. @throws where that can't be told of all of them */
  readonly ours: (wanted: readonly Wanted[]) => Promise<ReadonlySet<string>>;
  readonly state: StatePorts;
  /** Whether any route may take this type. */
  readonly takes: (type: string | undefined) => boolean;
  /** Whether webhooks are taken now: then more of them may be asked for. */
  readonly isWell: () => Promise<boolean>;
  /** Our own, in milliseconds since 1970. */
  readonly clock: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly redeliveriesPerSecond: number;
  /** Only looks: nothing is asked for. Whoever passes it passes a state that keeps nothing, too. */
  readonly isDryRun: boolean;
  /** Publishes what this run found. Only then is it not told again. */
  readonly report: (findings: Findings) => void;
  /** How much of the time is used that this source has, from 0 to 1. */
  readonly usedTime: () => number;
}
