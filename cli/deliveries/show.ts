import type { Command } from 'commander';
import { CommandError, wrongUsage } from '../../client/command-error.ts';
import { createReadRecords } from '../../client/deliveries/delivery-records.ts';
import { type FoundRecord, findRecords, placesOf } from '../../client/deliveries/find-delivery.ts';
import type { ShownRequest } from '../../client/deliveries/shown-request.ts';
import { readBytes, readDelivery } from '../../client/deliveries/sink.ts';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { type Connected, connect } from '../connect.ts';
import { printDelivery, type ToldRequest } from './print-delivery.ts';

export interface ShowFlags extends Shared {
  readonly config?: string;
  readonly destination?: string;
  readonly source?: string;
  readonly body?: boolean;
  readonly secrets?: boolean;
  readonly raw?: boolean;
}

/** `spillway deliveries show` */
export function show(
  id: string,
  options: ShowFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async (connected) => {
    refuseBodies(options, connected);
    const requests = await requestsOf(id, options, connected, context);
    if (options.raw) return writeBody(id, requests, context);
    const records = await recordsOf(id, options, connected, context, requests);
    if (requests.length + records.length === 0) throw unknown(id, connected);
    const shown = options.body ? requests : requests.map(withoutBodies);
    print(
      options,
      context,
      { deliveryId: id, destinations: records, requests: shown },
      printDelivery,
    );
  });
}

/** A deployed stage has them in dead letters and archives alone. */
function refuseBodies({ body, raw }: ShowFlags, { stage, lines }: Connected): void {
  if (stage.stack || !(body || raw)) return;
  throw wrongUsage(
    'Only the embedded stack keeps the bodies of what was delivered.',
    `Without one: ${lines.same({ body: false, raw: false })}`,
  );
}

async function requestsOf(
  id: string,
  { destination, secrets = false }: ShowFlags,
  { stage: { stack } }: Connected,
  { signal }: ProgramContext,
): Promise<readonly ShownRequest[]> {
  if (!stack) return [];
  const found = await readDelivery({ sinkUrl: stack.sinkUrl, signal }, id, secrets);
  return found.filter(
    (request) => destination === undefined || request.destination === destination,
  );
}

async function recordsOf(
  id: string,
  options: ShowFlags,
  { clients, stage }: Connected,
  { root }: ProgramContext,
  requests: readonly ShownRequest[],
): Promise<readonly FoundRecord[]> {
  const readRoutes = createReadRoutes(root, options.config ?? stage.configFile);
  const routes = await readRoutes().catch((error: unknown) => {
    // A configuration that is being edited is no reason to show nothing.
    if (!stage.stack || options.config || requests.length === 0) throw error;
    return undefined;
  });
  const { sources, receivers } = routes
    ? placesOf(routes, options)
    : {
        sources: Object.keys(stage.stack?.sources ?? {}),
        receivers: [...new Set(requests.map(({ destination }) => destination))],
      };
  const readRecords = createReadRecords(clients.dynamo, stage.name, async () => receivers);
  return findRecords(readRecords, id, sources);
}

async function writeBody(
  id: string,
  requests: readonly ShownRequest[],
  { signal, writeBytes }: ProgramContext,
): Promise<void> {
  const [newest] = requests;
  if (newest === undefined) throw new CommandError(`No request of ${id} is kept.`);
  const destinations = new Set(requests.map(({ destination }) => destination));
  if (destinations.size > 1) {
    const names = [...destinations].join(', ');
    throw wrongUsage(
      `It went to ${destinations.size} destinations, each with a body of its own.`,
      `Name one of them, --destination <name>: ${names}`,
    );
  }
  writeBytes?.(await readBytes(newest, signal));
}

function withoutBodies({ body: _, answer, ...request }: ShownRequest): ToldRequest {
  if (answer === undefined) return request;
  const { body: __, ...told } = answer;
  return { ...request, answer: told };
}

function unknown(id: string, { stage, lines }: Connected): CommandError {
  const where = stage.stack
    ? 'The embedded stack keeps the newest thousand requests.'
    : 'The table remembers each delivery for some days. A webhook that was sent again has another key there.';
  const trace = lines.other(['trace', id]);
  return new CommandError(
    `Nothing is known of a delivery ${id}.`,
    `${where} It may be on its way, filtered, or a dead letter. Its whole way: ${trace}`,
  );
}
