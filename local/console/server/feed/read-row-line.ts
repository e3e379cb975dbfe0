import { errorTextOf, reasonsOf } from '../../../../client/logs/line-fields.ts';
import { readLogRecord } from '../../../../client/logs/log-record.ts';
import type { Outcome, WebhookRow } from './webhook-row.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What one line of a log adds to a row. */
export interface RowLine {
  readonly key: string;
  /** Milliseconds since 1970, when it was written. */
  readonly at: number;
  readonly outcome: Outcome;
  /** When the request was received, where the line tells. */
  readonly receivedAt?: number;
  readonly fields: Partial<Omit<WebhookRow, 'key' | 'at' | 'outcome'>>;
}

/** By the messages of the functions' lines. Any other line changes no row. */
const outcomeOf: Readonly<Record<string, Outcome>> = {
  'webhook accepted': 'in-flight',
  'handshake answered': 'answered',
  'webhook rejected': 'rejected',
  'webhook refused by a failure of ours': 'rejected',
  'webhook processed': 'processed',
  'webhook filtered': 'filtered',
  'webhook duplicate': 'duplicate',
  'webhook failed, to be tried again': 'retrying',
  'webhook failed, put back': 'retrying',
  'webhook parked, to be tried later': 'resting',
  'delivery dead-lettered': 'dead-lettered',
  'webhook dead-lettered': 'dead-lettered',
};

/** Lines of ingestion, which tell when the request was received. */
const first: ReadonlySet<string> = new Set([
  ...['webhook accepted', 'handshake answered'],
  ...['webhook rejected', 'webhook refused by a failure of ours'],
]);

/** @returns `undefined` for a line that tells of no request */
export function readRowLine(line: string, at: number): RowLine | undefined {
  const { kind, message, fields } = readLogRecord(line);
  const outcome = Object.hasOwn(outcomeOf, message) ? outcomeOf[message] : undefined;
  // A dead letter that was sent again has the id of its request as nonce alone.
  const key = textIn(fields, 'trackingId') ?? textIn(fields, 'nonce');
  if (kind !== 'own' || outcome === undefined || key === undefined) return undefined;
  const isFirst = first.has(message);
  const durationMs = numberIn(fields, 'durationMs') ?? 0;
  const known = {
    source: textIn(fields, 'source'),
    type: textIn(fields, 'type'),
    deliveryId: textIn(fields, 'deliveryId'),
    destinations: destinationsIn(fields),
    latencyMs: isFirst && outcome !== 'in-flight' ? durationMs : latencyIn(fields),
    status: outcome === 'rejected' ? numberIn(fields, 'status') : undefined,
    why: whyOf(fields),
    traceId: isFirst ? /"(?:xray_trace_id|traceId)":"([^"]+)"/.exec(line)?.[1] : undefined,
  };
  return {
    ...{ key, at, outcome },
    ...(isFirst ? { receivedAt: Math.round(at - durationMs) } : {}),
    fields: Object.fromEntries(
      Object.entries(known).filter(([, value]) => value !== undefined),
    ) as RowLine['fields'],
  };
}

function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}

/** Where it arrived, or was tried. */
function destinationsIn({ delivered, destinations, destination }: Fields) {
  const all = [
    ...Object.keys(Object(delivered)),
    ...(Array.isArray(destinations) ? destinations.map(String) : []),
    ...(typeof destination === 'string' ? [destination] : []),
  ];
  return all.length === 0 ? undefined : [...new Set(all)];
}

function latencyIn({ delivered }: Fields): number | undefined {
  const all = Object.values(Object(delivered)).filter((one) => typeof one === 'number');
  return all.length === 0 ? undefined : Math.max(...all);
}

function whyOf(fields: Fields): string | undefined {
  const [reason] = reasonsOf(fields);
  if (reason !== undefined) return `${reason.route}: ${reason.why}`;
  const texts = [textIn(fields, 'reason'), textIn(fields, 'handshake'), errorTextOf(fields)];
  const known = texts.filter((text) => text !== undefined);
  return known.length === 0 ? undefined : known.join(': ');
}
