import { CommandError } from '../command-error.ts';
import type { FoundRecord } from '../deliveries/find-delivery.ts';
import type { FetchedTrace } from './fetch-traces.ts';
import type { Journey, Journeys, Look, PassRecord, TracePart } from './journey.ts';
import { eventsOf } from './passes.ts';
import { type FoundLine, mostLines } from './query-log.ts';
import { type ReadLine, readLine } from './read-line.ts';
import { spansOfTrace } from './spans-of-trace.ts';

/** Where a journey is looked for. What throws is noted, and the others are asked all the same. */
export interface JourneyPorts {
  readonly stage: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** The only source that is meant. */
  readonly source?: string | undefined;
  readonly readLog: () => Promise<readonly FoundLine[]>;
  readonly readTable: (logged: Logged) => Promise<readonly (FoundRecord & PassRecord)[]>;
  /** How many dead letters there are, by source. */
  readonly readLetters: () => Promise<ReadonlyMap<string, number>>;
  readonly readTraces: (ids: readonly string[]) => Promise<readonly FetchedTrace[]>;
  readonly senderOf: (source: string) => string | undefined;
  readonly onProgress: (text: string) => void;
}

/** What the log tells of the keys under which the table has a webhook. */
export interface Logged {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Beside none. */
  readonly nonces: readonly string[];
}

/** A webhook may have been through many functions; the first traces tell most. */
const mostTraces = 25;

/** Joins what logs, table, dead-letter queue and X-Ray know of a delivery id. Complete without X-Ray. */
export async function readJourneys(deliveryId: string, ports: JourneyPorts): Promise<Journeys> {
  const looked: Look[] = [];
  const { source: only, onProgress } = ports;
  const isMeant = ({ source }: { readonly source: string }) =>
    only === undefined || source === only;
  const since = new Date(ports.since).toISOString();

  onProgress('reading the logs …');
  const logged = await look(looked, { place: 'logs', since }, ports.readLog, []);
  if (logged.length >= mostLines) noteOf(looked, `only the first ${mostLines} lines`);
  const lines = logged.flatMap((line) => readLine(line) ?? []).filter(isMeant);

  onProgress('reading the table of deliveries …');
  const records = (
    await look(looked, { place: 'table' }, () => ports.readTable(keysIn(lines)), [])
  ).filter(isMeant);

  const letters = await lookForLetters(looked, ports, lines, records);
  const ids = [...new Set(lines.flatMap(({ traceId }) => traceId ?? []))].slice(0, mostTraces);
  onProgress('reading the traces …');
  const traces =
    ids.length === 0 ? [] : await look(looked, { place: 'X-Ray' }, () => ports.readTraces(ids), []);

  const known = { lines, records, letters, traces };
  const sources = new Set([...lines, ...records].map(({ source }) => source));
  for (const source of letters?.keys() ?? []) if (isMeant({ source })) sources.add(source);
  return {
    ...{ version: 1, stage: ports.stage, deliveryId },
    webhooks: [...sources].map((source) => journeyOf(source, deliveryId, known, ports)),
    looked,
  };
}

interface Known {
  readonly lines: readonly ReadLine[];
  readonly records: readonly (FoundRecord & PassRecord)[];
  readonly letters: ReadonlyMap<string, number> | undefined;
  readonly traces: readonly FetchedTrace[];
}

function journeyOf(
  source: string,
  deliveryId: string,
  known: Known,
  { senderOf }: JourneyPorts,
): Journey {
  const lines = known.lines.filter((line) => line.source === source);
  const ids = new Set(lines.map(({ traceId }) => traceId));
  const traces = known.traces
    .filter(({ id }) => ids.has(id))
    .map((trace) => spansOfTrace(trace, { source, deliveryId }))
    .toSorted((a, b) => startOf(a) - startOf(b));
  return {
    source,
    sender: senderOf(source),
    type: lines.find(({ type }) => type !== undefined)?.type,
    events: eventsOf(lines),
    deliveries: known.records
      .filter((record) => record.source === source)
      .map(({ source: _, ...record }) => record),
    ...(known.letters === undefined ? {} : { letters: known.letters.get(source) ?? 0 }),
    traces,
  };
}

function startOf({ spans }: TracePart): number {
  return Date.parse(spans[0]?.at ?? '') || 0;
}

/** A dead letter's nonce is the id of the request that brought the webhook. */
function keysIn(lines: readonly ReadLine[]): Logged {
  const nonces = lines.flatMap(({ nonce, trackingId }) => [nonce ?? [], trackingId ?? []].flat());
  const destinations = lines.flatMap(({ events }) =>
    events.flatMap(({ destination }) => destination ?? []),
  );
  const sources = lines.map(({ source }) => source);
  return {
    nonces: [...new Set(nonces)],
    destinations: [...new Set(destinations)],
    sources: [...new Set(sources)],
  };
}

/** A look hides all letters from others for a moment: it is made only where there may be one. */
async function lookForLetters(
  looked: Look[],
  { readLetters, onProgress }: JourneyPorts,
  lines: readonly ReadLine[],
  records: readonly PassRecord[],
): Promise<ReadonlyMap<string, number> | undefined> {
  const isDead = lines.some(({ events }) => events.some(({ event }) => event === 'dead-lettered'));
  const isOpen = records.some(({ state }) => state !== 'delivered');
  const isUnknown = lines.length + records.length === 0;
  if (!isDead && !isOpen && !isUnknown) return undefined;
  onProgress('looking through the dead letters …');
  let letters: ReadonlyMap<string, number> | undefined;
  await look(
    looked,
    { place: 'dead letters' },
    async () => {
      letters = await readLetters();
      return { length: [...letters.values()].reduce((sum, count) => sum + count, 0) };
    },
    { length: 0 },
  );
  return letters;
}

/** Of the look before. */
function noteOf(looked: Look[], note: string): void {
  const last = looked.pop();
  if (last !== undefined) looked.push({ ...last, note });
}

async function look<Found extends { readonly length: number }>(
  looked: Look[],
  where: Pick<Look, 'place' | 'since'>,
  read: () => Promise<Found>,
  nothing: Found,
): Promise<Found> {
  try {
    const found = await read();
    looked.push({ ...where, found: found.length });
    return found;
  } catch (error) {
    if (!isNoted(error, where.place)) throw error;
    const { name, message } = Object(error);
    const failed = error instanceof CommandError ? message : `${name}: ${message}`;
    looked.push({ ...where, found: 0, failed });
    return nothing;
  }
}

/** Dead letters may be in other hands, which is said in words of ours. */
function isNoted(error: unknown, place: Look['place']): boolean {
  if (place === 'dead letters' && error instanceof CommandError) return true;
  return place === 'X-Ray' || /Denied|Throttl|LimitExceeded|TooMany/.test(Object(error).name);
}
