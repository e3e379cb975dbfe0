import type { Clients } from '../stage/clients.ts';
import type { StageNames } from '../stage/configuration.ts';
import { createReadMetrics } from '../stage/metric-data.ts';
import { type AlarmStatus, readAlarms } from './read-alarms.ts';
import { type ExpectedSource, readExpected } from './read-expected.ts';
import { type FunctionStatus, readFunctions } from './read-functions.ts';
import { type ParkedStatus, readParked } from './read-parked.ts';
import { type QueueStatus, readQueues } from './read-queues.ts';
import { type RestingDestination, readResting } from './read-resting.ts';

export interface Status {
  readonly stage: string;
  /** When it was read. */
  readonly at: string;
  readonly queues: readonly QueueStatus[];
  /** Absent where it can't be known. */
  readonly resting?: readonly RestingDestination[];
  readonly parked: ParkedStatus;
  /** Sources from which something is expected. Absent where it can't be known. */
  readonly expected?: readonly ExpectedSource[];
  readonly functions: readonly FunctionStatus[];
  /** Those that need somebody first. */
  readonly alarms: readonly AlarmStatus[];
  /** What could not be learnt, and why: a sentence each. */
  readonly notKnown: readonly string[];
}

export interface StatusPorts {
  readonly clients: Pick<Clients, 'sqs' | 'cloudWatch' | 'dynamo'>;
  /** The names of the stage's sources and destinations, as its configuration says. */
  readonly readNames: () => Promise<StageNames>;
  /** Says in a sentence what an error means. */
  readonly explain: (error: unknown) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Reads how a stage is. Changes nothing. */
export async function readStatus(stage: string, ports: StatusPorts): Promise<Status> {
  const { sqs, cloudWatch, dynamo } = ports.clients;
  const notKnown: string[] = [];
  // A configuration that is being edited, or a table out of reach, hides nothing else.
  const ifKnown = async <T>(what: string, read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (error) {
      notKnown.push(`${what}: ${ports.explain(error)}`);
      return undefined;
    }
  };
  const metrics = { readMetrics: createReadMetrics(cloudWatch, ports.now), now: ports.now };
  const names = await ifKnown(
    'Which destinations rest, for whom webhooks wait, and which sources are silent',
    ports.readNames(),
  );
  const [queues, resting, parked, expected, functions, alarms] = await Promise.all([
    readQueues(sqs, stage, metrics),
    names && ifKnown('Which destinations rest', readResting(dynamo, stage, names.destinations)),
    readParked(stage, names, metrics),
    names &&
      ifKnown('Which sources are silent', readExpected(dynamo, stage, names.cadences, ports.now)),
    readFunctions(stage, metrics.readMetrics),
    readAlarms(cloudWatch, stage),
  ]);
  const at = new Date(ports.now).toISOString();
  const known = { ...(resting && { resting }), ...(expected && { expected }) };
  return { stage, at, queues, ...known, parked, functions, alarms, notKnown };
}
