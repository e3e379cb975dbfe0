import { errorTextOf, reasonsOf } from '../logs/line-fields.ts';
import { readLogRecord } from '../logs/log-record.ts';
import type { JourneyEvent } from './journey.ts';
import type { FoundLine } from './query-log.ts';

/** What one line of a log says of a webhook. */
export interface ReadLine {
  readonly source: string;
  readonly type?: string | undefined;
  /** Of a dead letter or a replay that was sent. */
  readonly nonce?: string | undefined;
  readonly redrive?: string | undefined;
  readonly trackingId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly at: number;
  readonly events: readonly JourneyEvent[];
  /** Whether the attempts that led to it are in a later line. */
  readonly isEarly: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Of one line: what is the same for all of its events. */
interface Said {
  readonly fields: Fields;
  /** Milliseconds since 1970, when it was written. */
  readonly at: number;
  readonly attempts: readonly Attempt[];
}

type Told = Omit<JourneyEvent, 'at' | 'function'> & {
  /** Milliseconds before the line. */
  readonly before?: number;
};

interface Attempt {
  readonly destination: string;
  readonly ms?: number | undefined;
  readonly status?: number | undefined;
  readonly error?: string | undefined;
}

/** By the messages of the functions' log lines. Any other line is about the webhook, but no step of its way. */
const tellers: Readonly<Record<string, (said: Said) => readonly Told[]>> = {
  'webhook accepted': accepted,
  'webhook processed': (said) => [...attempted(said), ...arrivals(said), { event: 'processed' }],
  'webhook duplicate': () => [{ event: 'duplicate' }],
  'webhook copy left over': () => [{ event: 'left-over' }],
  'webhook filtered': ({ fields }) => [{ event: 'filtered', reasons: reasonsOf(fields) }],
  'webhook failed, to be tried again': (said) => [...attempted(said), ...failures(said, 'failed')],
  'webhook failed, put back': (said) => [...attempted(said), ...failures(said, 'put-back')],
  'webhook parked, to be tried later': (said) => [...attempted(said), ...failures(said, 'parked')],
  'delivery dead-lettered': (said) => failures(said, 'dead-lettered'),
  'webhook dead-lettered': (said) => {
    // Of deliveries that became letters by themselves, a line each came before.
    const isWhole = said.fields.error !== undefined;
    return [...attempted(said), ...(isWhole ? failures(said, 'dead-lettered') : arrivals(said))];
  },
};

/** @returns `undefined` for a line that tells no step, or whose webhook has no source */
export function readLine({ line, at, function: name }: FoundLine): ReadLine | undefined {
  const { kind, message, fields } = readLogRecord(line);
  const tell = Object.hasOwn(tellers, message) ? tellers[message] : undefined;
  const source = textIn(fields, 'source');
  if (kind !== 'own' || tell === undefined || source === undefined) return undefined;
  const document: Fields = JSON.parse(line);
  const traceId = textIn(document, 'traceId') ?? textIn(document, 'xray_trace_id');
  const trackingId = textIn(fields, 'trackingId');
  const about = {
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(traceId && { traceId }),
  };
  const events = tell({ fields, at, attempts: attemptsIn(fields) }).map(
    ({ before = 0, ...told }): JourneyEvent => ({
      ...definedOf(told),
      at: new Date(at - before).toISOString(),
      function: name,
      ...about,
    }),
  );
  return {
    ...{ source, type: textIn(fields, 'type'), at, events, trackingId, traceId },
    ...{ nonce: textIn(fields, 'nonce'), redrive: textIn(fields, 'redrive') },
    isEarly: message === 'delivery dead-lettered',
  };
}

/** The line is written once the queue has stored it. */
function accepted({ fields }: Said): readonly Told[] {
  const before = numberIn(fields, 'durationMs') ?? 0;
  return [
    { event: 'received', bytes: numberIn(fields, 'bytes'), before },
    { event: 'verified', slot: textIn(fields, 'slot'), client: textIn(fields, 'client'), before },
    { event: 'stored' },
  ];
}

function attempted({ attempts }: Said): readonly Told[] {
  return attempts.map((attempt) => ({ event: 'attempt', ...attempt }));
}

/** Where a line has no attempts, it still says when each destination had it. */
function arrivals({ fields, attempts }: Said): readonly Told[] {
  if (attempts.length > 0) return [];
  return Object.keys(Object(fields.delivered)).map((destination) => ({
    event: 'delivered',
    destination,
  }));
}

function failures({ fields }: Said, event: JourneyEvent['event']): readonly Told[] {
  const { destinations } = fields;
  const named = textIn(fields, 'destination') ?? (Array.isArray(destinations) ? destinations : []);
  const told = {
    event,
    error: errorTextOf(fields),
    reason: textIn(fields, 'reason'),
    inSeconds: numberIn(fields, 'inSeconds'),
  };
  const names = [named].flat();
  return names.length === 0
    ? [told]
    : names.map((destination) => ({ ...told, destination: String(destination) }));
}

function attemptsIn({ attempts }: Fields): readonly Attempt[] {
  if (!Array.isArray(attempts)) return [];
  return attempts.map((one) => {
    const fields: Fields = Object(one);
    return {
      destination: String(fields.destination),
      ms: numberIn(fields, 'ms'),
      status: numberIn(fields, 'status'),
      error: textIn(fields, 'error'),
    };
  });
}

function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}

function definedOf<Value extends object>(value: Value): Value {
  const defined = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(defined) as Value;
}
