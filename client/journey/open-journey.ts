import { findLetters } from '../dead-letters/find-letters.ts';
import { openDeadLetters } from '../dead-letters/open-dead-letters.ts';
import { createReadRecords } from '../deliveries/delivery-records.ts';
import { type FoundRecord, placesOf } from '../deliveries/find-delivery.ts';
import { openLogs } from '../logs/open-logs.ts';
import type { Clients } from '../stage/clients.ts';
import { createReadRoutes, type StageRoutes } from '../stage/configuration.ts';
import type { Stage } from '../stage/stage.ts';
import { fetchTraces } from './fetch-traces.ts';
import type { PassRecord } from './journey.ts';
import { openXray } from './open-xray.ts';
import { queryLog } from './query-log.ts';
import type { JourneyPorts } from './read-journeys.ts';

export interface JourneyQuestion {
  readonly deliveryId: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  readonly source?: string | undefined;
  readonly root: string;
  /** Of the stage, where it is another than the project's own. */
  readonly config?: string | undefined;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The clocks of this machine and of the functions may differ by so much. */
const skewMs = 60_000;
const mostLetters = 1_000;

/**
 * Where the journeys of a stage are looked for. A configuration that is being edited is no reason to tell nothing: then
 * the table is asked for what the log names.
 *
 * @throws CommandError for a source that the configuration does not have, and for one that was named and can't be loaded
 */
export async function openJourney(
  { clients, stage }: { readonly clients: Clients; readonly stage: Stage },
  question: JourneyQuestion,
): Promise<{ readonly ports: Omit<JourneyPorts, 'onProgress'> } & AsyncDisposable> {
  const { deliveryId, since, until, source, root, config, signal, sleep } = question;
  const readRoutes = createReadRoutes(root, config ?? stage.configFile);
  const routes = await readRoutes().catch((error: unknown) => {
    if (config !== undefined) throw error;
    return undefined;
  });
  if (routes !== undefined) placesOf(routes, source === undefined ? {} : { source });
  const logs = openLogs(stage);
  const about = { stage: stage.name, deliveryId, signal };
  return {
    ports: {
      ...{ stage: stage.name, since, source },
      readLog: () => queryLog({ ...about, client: logs, since, until: until + skewMs, sleep }),
      readTable: createReadTable({ clients, stage: stage.name, routes, deliveryId }),
      async readLetters() {
        const { queue, diagnose } = await openDeadLetters(clients, stage, readRoutes);
        const look = { diagnose, max: mostLetters, signal };
        const { found } = await findLetters(queue, deliveryId, look);
        const sources = found.map(({ diagnosis }) => diagnosis.source);
        return new Map([...new Set(sources)].map((one) => [one, countOf(sources, one)]));
      },
      readTraces: async (ids) => fetchTraces(await openXray(stage, logs, signal), ids),
      senderOf: (name) => routes?.sources[name]?.sender,
    },
    async [Symbol.asyncDispose]() {
      logs.destroy();
    },
  };
}

function countOf(all: readonly string[], one: string): number {
  return all.filter((each) => each === one).length;
}

interface Table {
  readonly clients: Clients;
  readonly stage: string;
  readonly routes: StageRoutes | undefined;
  readonly deliveryId: string;
}

/** The id alone is no key: each source, destination and nonce is tried. */
function createReadTable({ clients, stage, routes, deliveryId }: Table): JourneyPorts['readTable'] {
  const { sources: known, receivers } = routes
    ? placesOf(routes, {})
    : { sources: [], receivers: [] };
  return async ({ nonces, destinations, sources: logged }) => {
    const all = [...new Set([...receivers, ...destinations])];
    const sources = [...new Set([...known, ...logged])];
    const readRecords = createReadRecords(clients.dynamo, stage, async () => all);
    const keys = sources.flatMap((source) => [
      { source, deliveryId },
      ...nonces.map((nonce) => ({ source, deliveryId, nonce })),
    ]);
    const found = await readRecords(keys);
    return keys.flatMap(({ source, ...key }, index) =>
      (found[index] ?? []).map((record): FoundRecord & PassRecord => ({
        source,
        ...('nonce' in key ? { nonce: key.nonce } : {}),
        ...record,
      })),
    );
  };
}
