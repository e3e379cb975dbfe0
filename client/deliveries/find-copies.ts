import { decodeBody, type Envelope } from '../../service/webhook/envelope.ts';
import { findLetters } from '../dead-letters/find-letters.ts';
import { openDeadLetters } from '../dead-letters/open-dead-letters.ts';
import { readArchived } from '../replay/archive.ts';
import { findArchived, type SoughtInArchive } from '../replay/find-archived.ts';
import { bucketName } from '../stage/bucket.ts';
import type { Clients } from '../stage/clients.ts';
import type { StageRoutes } from '../stage/configuration.ts';
import { findQueue } from '../stage/queues.ts';
import type { Stage } from '../stage/stage.ts';
import { readBytes, readDelivery } from './sink.ts';

/** A webhook's bytes and headers, where a stage still has them. */
export interface Copy {
  readonly place: 'archive' | 'dead letter' | 'destination';
  /** Which of them got it. */
  readonly destination?: string;
  /** Whether it is what the sender sent: a route may have given a destination something else. */
  readonly isAsReceived: boolean;
  /** Of its receipt, or of its arrival at the destination. ISO 8601. */
  readonly at: string;
  readonly type?: string;
  /** Names in lower case; those that a source or a destination keeps. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Copies {
  readonly copies: readonly Copy[];
  /** Where it can't be had, and why: a sentence each. */
  readonly notHad: readonly string[];
}

export interface SoughtWebhook extends SoughtInArchive {
  /** A look hides all dead letters from others for a moment: it is made only where there may be one. */
  readonly mayBeDead: boolean;
}

export interface CopyPlaces {
  readonly clients: Clients;
  readonly stage: Stage;
  readonly readRoutes: () => Promise<StageRoutes>;
  /** Has a look at dead letters wait for its turn. */
  readonly inTurn: <T>(look: () => Promise<T>) => Promise<T>;
  /** Says in a sentence what an error means. */
  readonly explain: (error: unknown) => string;
  readonly signal: AbortSignal;
}

const mostLetters = 1_000;

type Look = (sought: SoughtWebhook, places: CopyPlaces) => Promise<Copies>;

/**
 * Looks in the archive, in the dead-letter queue and at what the embedded stack's destinations got. A place that can't be
 * read hides no other.
 */
export async function findCopies(sought: SoughtWebhook, places: CopyPlaces): Promise<Copies> {
  const looks: readonly (readonly [string, Look])[] = [
    ['The archive', lookInArchive],
    ...(sought.mayBeDead ? [['The dead-letter queue', lookAtLetters] as const] : []),
    ['What was delivered', lookAtSink],
  ];
  const found = await Promise.all(
    looks.map(([place, look]) =>
      look(sought, places).catch((error: unknown) => {
        places.signal.throwIfAborted();
        return nothing(`${place} can’t be read: ${places.explain(error)}`);
      }),
    ),
  );
  return {
    copies: found.flatMap(({ copies }) => copies),
    notHad: found.flatMap(({ notHad }) => notHad),
  };
}

async function lookInArchive(sought: SoughtWebhook, places: CopyPlaces): Promise<Copies> {
  const { clients, stage } = places;
  const queueUrl = await findQueue(clients.sqs, stage.name, 'intake');
  const bucket = await bucketName(clients.s3, stage, queueUrl);
  const key = await findArchived(clients.s3, bucket, sought);
  if (key === undefined) {
    const how = `archive: true in spillway.config.ts has the source ${sought.source} keep them`;
    return nothing(`The archive has no such webhook: ${how}.`);
  }
  const read = await readArchived(clients.s3, bucket, key);
  if ('problem' in read) return nothing(`The archive has it, but ${read.problem}.`);
  const { envelope } = read;
  return { copies: [copyOf('archive', envelope, decodeBody(envelope))], notHad: [] };
}

async function lookAtLetters(
  { source, deliveryId }: SoughtWebhook,
  { clients, stage, readRoutes, inTurn, signal }: CopyPlaces,
): Promise<Copies> {
  const { queue, diagnose, fetchBody } = await openDeadLetters(clients, stage, readRoutes);
  const look = { diagnose, max: mostLetters, signal };
  const { found } = await inTurn(() => findLetters(queue, deliveryId, look));
  const [envelope] = found.flatMap((one) =>
    one.envelope?.source === source ? [one.envelope] : [],
  );
  if (envelope === undefined) return nothing('No dead letter of it is in the queue now.');
  const { bodyRef } = envelope;
  const body = bodyRef === undefined ? decodeBody(envelope) : await fetchBody(bodyRef);
  return { copies: [copyOf('dead letter', envelope, body)], notHad: [] };
}

/** What destinations of the embedded stack got. */
export async function lookAtSink(
  { source, deliveryId }: Pick<SoughtWebhook, 'source' | 'deliveryId'>,
  { stage, readRoutes, signal }: Pick<CopyPlaces, 'stage' | 'readRoutes' | 'signal'>,
): Promise<Copies> {
  const { stack } = stage;
  if (stack === undefined) return nothing('Only the embedded stack keeps what was delivered.');
  const requests = await readDelivery({ sinkUrl: stack.sinkUrl, signal }, deliveryId, false);
  const own = requests.filter(({ headers }) => (headers['spillway-source'] ?? source) === source);
  if (own.length === 0) return nothing('No destination of the embedded stack got it lately.');
  const changed = changedOnTheWay(await readRoutes().catch(() => undefined));
  const newest = new Map(own.toReversed().map((request) => [request.destination, request]));
  const copies = [...newest.values()].map(async (request): Promise<Copy> => {
    const { destination, kind, arrivedAt, headers } = request;
    return {
      ...{ place: 'destination', destination, at: arrivedAt, headers },
      isAsReceived: kind === 'http' && !changed(destination),
      body: await readBytes(request, signal),
    };
  });
  return { copies: await Promise.all(copies), notHad: [] };
}

/** Whether a route gives a destination something else than what came; of an unknown configuration nobody knows. */
function changedOnTheWay(routes: StageRoutes | undefined): (destination: string) => boolean {
  if (routes === undefined) return () => true;
  const changing = routes.routes.filter(({ transform }) => transform !== undefined);
  const names = new Set(changing.flatMap(({ to = [] }) => to));
  return (destination) => names.has(destination);
}

function copyOf(place: Copy['place'], envelope: Envelope, body: Buffer): Copy {
  const { receivedAt, contentType, headers, type } = envelope;
  return {
    ...{ place, isAsReceived: true, at: receivedAt, type, body },
    headers: { 'content-type': contentType, ...headers },
  };
}

function nothing(why: string): Copies {
  return { copies: [], notHad: [why] };
}
