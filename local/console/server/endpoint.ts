import type { CreateProgram } from '../../../cli/run-recorded.ts';
import type { CommandLines } from '../../../client/command-lines.ts';
import type { Clients } from '../../../client/stage/clients.ts';
import type { StageRoutes } from '../../../client/stage/configuration.ts';
import type { Stage } from '../../../client/stage/stage.ts';
import type { WebhookFeed } from './feed/webhook-feed.ts';
import type { LetterDesk } from './jobs/letter-desk.ts';
import type { ReplayDesk } from './replays/replay-desk.ts';
import type { IncidentRecords } from './runbook/incident-records.ts';

/** What an endpoint works with. */
export interface ConsoleContext {
  readonly stage: Stage;
  readonly clients: Clients;
  readonly lines: CommandLines;
  /** The command line, for the commands of runbooks. */
  readonly createProgram: CreateProgram;
  /** Of the project. */
  readonly root: string;
  /** Of the stage, where it is another than the project's own. */
  readonly config?: string | undefined;
  readonly readRoutes: () => Promise<StageRoutes>;
  readonly feed: WebhookFeed;
  /** Where dead letters are dealt with. */
  readonly desk: LetterDesk;
  /** Where webhooks are replayed. */
  readonly replays: ReplayDesk;
  /** Of what is run of runbooks. */
  readonly records: IncidentRecords;
  /** Whether something may be changed. */
  readonly mayWrite: boolean;
  /** Milliseconds since 1970, in the time of the stage's metrics and alarms. */
  readonly now: () => number;
  /** Ends with the console. */
  readonly signal: AbortSignal;
}

export interface Asked {
  /** What stands for `{…}` in the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Of a change: its JSON; `undefined` where there is none. */
  readonly body: unknown;
  /** Ends when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Reads: `GET`. Changes: all others, which are refused where the console is read-only. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/api/webhooks/{id}`. */
  readonly path: string;
  /**
   * @returns what becomes JSON
   * @throws CommandError, which becomes `{ error, remedy }` with 400
   */
  answer(asked: Asked, context: ConsoleContext): Promise<unknown>;
}

/** A mistake in what the page asked for. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}
