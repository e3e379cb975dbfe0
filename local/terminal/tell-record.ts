import { describeFields } from '../../client/logs/describe-fields.ts';
import { explanationText } from '../../client/logs/explanation-text.ts';
import type { LogRecord } from '../../client/logs/log-record.ts';
import { formatSeconds } from '../../client/terminal/format.ts';
import { shellQuote } from '../../client/terminal/shell-quote.ts';
import type { Story } from './story.ts';

type Fields = LogRecord['fields'];

/**
 * What a line of a function's log tells of webhooks, or of code that somebody wrote.
 *
 * @param name of the function
 * @returns `undefined` for a line that tells nothing new
 */
export function tellRecord(name: string, record: LogRecord): Story | undefined {
  const { kind, level, message, fields } = record;
  const tell = Object.hasOwn(ends, message) ? ends[message] : undefined;
  if (kind === 'own' && tell !== undefined) return tell(fields, record);
  if (kind === 'console' || kind === 'text') {
    return { kind: troubleOf(level) ?? 'console', text: `${name}: ${message}` };
  }
  const trouble = troubleOf(level);
  if (trouble === undefined) return undefined;
  return { kind: trouble, text: `${name}: ${message}${describeFields(fields)}` };
}

function troubleOf(level: LogRecord['level']): 'warning' | 'error' | undefined {
  if (level === 'WARN') return 'warning';
  return level === 'ERROR' || level === 'CRITICAL' ? 'error' : undefined;
}

type Tell = (fields: Fields, record: LogRecord) => Story | undefined;

/** By the message of the log line. */
const ends: Readonly<Record<string, Tell>> = {
  'webhook processed': (fields) => ({
    kind: 'delivered',
    text: `${subject(fields)} → ${arrivals(fields)}`,
  }),
  'webhook filtered': (fields) => ({
    kind: 'filtered',
    text: `${subject(fields)}: ${reasons(fields)}`,
  }),
  'webhook duplicate': (fields) => ({
    kind: 'duplicate',
    text: `${subject(fields)}: it came before, and is not delivered again`,
  }),
  'handshake answered': ({ source, handshake }) => ({
    kind: 'answered',
    text: `${source}: the handshake ${handshake}`,
  }),
  'webhook rejected': tellRefusal,
  'webhook refused by a failure of ours': tellRefusal,
  'webhook failed, to be tried again': tellRetry,
  'webhook failed, put back': tellRetry,
  'webhook parked, to be tried later': (fields) => ({
    kind: 'resting',
    text: `${subject(fields)}: ${errorText(fields)}; ${again(fields)}`,
  }),
  'delivery dead-lettered': (fields) => ({
    kind: 'dead',
    text: `${subject(fields)} → ${nameOf(fields.destination)}: ${deathOf(fields)}`,
  }),
  'webhook dead-lettered': tellDeath,
};

function tellRefusal({ source, status, reason, explanation, error }: Fields): Story | undefined {
  // The access log has the name that was meant.
  if (reason === 'unknown-source') return undefined;
  const isPlain = explanation === 'unexplained' && reason !== 'signature-mismatch';
  const why = isPlain ? undefined : (explanationText(explanation) ?? Object(error).message);
  return {
    kind: 'refused',
    text: `${source}: ${status} ${reason}${why === undefined ? '' : `: ${why}`}`,
  };
}

function tellRetry(fields: Fields): Story {
  const { destinations } = fields;
  const to = Array.isArray(destinations) ? ` → ${destinations.map(nameOf).join(', ')}` : '';
  return { kind: 'retry', text: `${subject(fields)}${to}: ${errorText(fields)}; ${again(fields)}` };
}

/** Where a destination failed for good, that was told already: what is left are the others. */
function tellDeath(fields: Fields, { level }: LogRecord): Story | undefined {
  if (level === 'ERROR') {
    return { kind: 'dead', text: `${subject(fields)}: ${deathOf(fields)}` };
  }
  if (fields.delivered === undefined) return undefined;
  return { kind: 'delivered', text: `${subject(fields)} → ${arrivals(fields)}` };
}

function subject({ deliveryId = 'unreadable', source, type }: Fields): string {
  return `${deliveryId}  ${type === undefined ? source : `${source} ${type}`}`;
}

/** How long after its receipt it was there. */
function arrivals({ delivered }: Fields): string {
  const each = Object.entries(Object(delivered));
  return each.map(([destination, ms]) => `${nameOf(destination)} ${ms} ms`).join(', ');
}

/** A route's handler is a destination too, named after the route. */
function nameOf(destination: unknown): string {
  const [, route] = /^handler:(.*)$/.exec(String(destination)) ?? [];
  return route === undefined ? String(destination) : `the handler of ${decodeURIComponent(route)}`;
}

const mostReasons = 3;

function reasons({ reasons: all, moreReasons = 0 }: Fields): string {
  if (!Array.isArray(all) || all.length === 0) return 'there is no route';
  const shown = all.slice(0, mostReasons).map(({ route, why }) => `route ${route}: ${why}`);
  const more = all.length - shown.length + Number(moreReasons);
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function again({ inSeconds }: Fields): string {
  return `again in ${formatSeconds(Number(inSeconds))}`;
}

function deathOf(fields: Fields): string {
  const { reason, deliveryId } = fields;
  const show = typeof deliveryId === 'string' ? `; see: ${showLine(deliveryId)}` : '';
  return `${errorText(fields)} (${reason})${show}`;
}

/** Ready to paste, also into a shell whose SPILLWAY_STAGE names a stage on AWS. */
function showLine(deliveryId: string): string {
  const id = shellQuote(deliveryId);
  const words = deliveryId.startsWith('-') ? `--stage local -- ${id}` : `${id} --stage local`;
  return `npx spillway dlq show ${words}`;
}

/** With its name where it is none of ours, as the errors of a transform or a handler are. */
function errorText({ error }: Fields): string {
  const { name, message } = Object(error);
  if (typeof message !== 'string') return 'unknown';
  return ours.has(name) ? message : `${name}: ${message}`;
}

const ours: ReadonlySet<string> = new Set([
  ...['DeliveryError', 'PermanentError', 'ServiceFailedError', 'DestinationRestsError'],
  ...['DeliveryInProgressError', 'TooLittleTimeError', 'TookTooLongError', 'BodyLostError'],
  ...['BodyStoreUnavailableError', 'ArchiveUnavailableError', 'MalformedEnvelopeError'],
]);
