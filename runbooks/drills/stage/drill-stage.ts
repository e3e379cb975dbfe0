import type { WebhookFunction } from '../../../client/logs/log-query.ts';
import type { Clients } from '../../../client/stage/clients.ts';
import type { Stage } from '../../../client/stage/stage.ts';
import type { DrillSender } from './drill-sender.ts';

/** The stage that a drill is played on. */
export interface DrillStage {
  readonly stage: Stage;
  readonly clients: Clients;
  /** The directory by which `npx spillway` finds the stage. */
  readonly root: string;
  /** Milliseconds since 1970, of the stage. */
  readonly now: () => number;
  /** How many of its seconds pass in one of the machine's. */
  readonly clockFactor: number;
  /** Absent where the time can't be moved. */
  readonly jump?: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** Where the setup has one. */
  readonly sender?: DrillSender;
  /** Publishes a version of a function, and lets it take the calls. Absent where only a deployment does. */
  readonly publish?: (name: WebhookFunction, change: { readonly handler: string }) => Promise<void>;
  readonly stop: () => Promise<void>;
}
