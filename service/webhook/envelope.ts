import { isUtf8 } from 'node:buffer';
import { MalformedEnvelopeError, NewerEnvelopeError } from '../errors.ts';
import { isBodyKey } from './body-key.ts';

/** Refers to a stored body that is too large for the queue (the claim check). */
export interface BodyReference {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The content of a queue message: the only contract between ingestion and processing. */
export interface Envelope {
  readonly v: 1;
  /** The sender's own id for this delivery. See `identify-delivery.ts` for senders without one. */
  readonly deliveryId: string;
  readonly source: string;
  readonly provider: string;
  /** The sender's event type, such as `push`. */
  readonly type: string;
  /** ISO 8601, UTC. Age is counted from here, because a redrive resets the queue's own timestamps. */
  readonly receivedAt: string;
  readonly contentType: string;
  /** Only the headers that the sender's row allows, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The producer's `X-Amzn-Trace-Id`, so that processing can link its trace. */
  readonly trace?: string;
  readonly body?: string;
  /** Present if the body can't travel as text. */
  readonly bodyEncoding?: 'base64';
  readonly bodyRef?: BodyReference;
  /**
   * A fresh value in a webhook that is to be delivered again (a dead letter, a replay), so that its remembered
   * deliveries do not stop it. 1 to 64 letters, digits and dashes.
   */
  readonly nonce?: string;
  /**
   * The gateway's id of the request that brought the webhook, as in the access log. Ingestion always writes it. It
   * tells a copy that we made (put back, or sent twice by the SDK) from a repetition by the sender.
   */
  readonly trackingId?: string;
  /** The id of the redrive that sent this dead letter again. */
  readonly redrive?: string;
  /** The only destinations still to deliver to. If absent: all destinations of the routes. */
  readonly to?: readonly string[];
  /**
   * How often a webhook failed before it was put back as a new message, whose receive count starts at 1 again: by
   * its destinations' fault or by our own. A dead letter, a replay and a redrive start from none.
   */
  readonly attempts?: { readonly destination?: number; readonly own?: number };
  /** When it was first put back untried because a destination rests. ISO 8601, UTC. */
  readonly parkedSince?: string;
}

// Valid Unicode that SQS refuses with InvalidMessageContents:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const refusedBySqs = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

/** Text bodies travel as text, so that people can read them. All other bodies travel as base64. */
export function encodeBody(body: Buffer): Pick<Envelope, 'body' | 'bodyEncoding'> {
  if (isUtf8(body)) {
    const text = body.toString('utf8');
    if (!refusedBySqs.test(text)) return { body: text };
  }
  return { body: body.toString('base64'), bodyEncoding: 'base64' };
}

/** The exact bytes that the sender sent. */
export function decodeBody(envelope: Pick<Envelope, 'body' | 'bodyEncoding'>): Buffer {
  return Buffer.from(envelope.body ?? '', envelope.bodyEncoding ?? 'utf8');
}

const textFields = [
  'deliveryId',
  'source',
  'provider',
  'type',
  'receivedAt',
  'contentType',
] as const satisfies readonly (keyof Envelope)[];

const optionalTextFields = ['trace', 'redrive'] as const satisfies readonly (keyof Envelope)[];

/** Fields that may become a nonce, and so part of a delivery's key. */
const idFields = ['nonce', 'trackingId'] as const satisfies readonly (keyof Envelope)[];

/** The envelope as it was before anything was tried. A webhook that is sent again on purpose starts from there. */
export function withoutPast({ attempts: _, parkedSince: __, ...envelope }: Envelope): Envelope {
  return envelope;
}

/**
 * Writes the queue message: all fields but the body as a line of JSON, then the body as it is. Inside the JSON each
 * quote of the body would take two bytes on the queue, three in the request to SQS, and time to write.
 */
export function writeEnvelope({ body, ...fields }: Envelope): string {
  const line = JSON.stringify(fields);
  return body === undefined ? line : `${line}\n${body}`;
}

/**
 * Reads a queue message that `writeEnvelope` wrote.
 *
 * @throws MalformedEnvelopeError naming the first field that does not fit `Envelope`; NewerEnvelopeError.
 */
export function parseEnvelope(message: string): Envelope {
  const value = readParts(message);
  if (!isRecord(value)) throw new MalformedEnvelopeError('The message is not a JSON object');
  if (Number.isInteger(value.v) && Number(value.v) > 1) {
    throw new NewerEnvelopeError(`Envelope version ${value.v} is newer than this function`);
  }
  if (value.v !== 1) {
    throw new MalformedEnvelopeError(`Envelope version ${JSON.stringify(value.v)} is not known`);
  }
  const wrong = wrongField(value);
  if (wrong) throw new MalformedEnvelopeError(`Envelope field ${wrong}`);
  return value as unknown as Envelope; // every field was checked above
}

/** The body is only what follows the line. A `body` field within the line does not count. */
function readParts(message: string): unknown {
  const end = message.indexOf('\n');
  const fields = parseJson(end === -1 ? message : message.slice(0, end));
  if (!isRecord(fields)) return undefined;
  const { body: _, ...others } = fields;
  return end === -1 ? others : { ...others, body: message.slice(end + 1) };
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined; // never throw the parser's own error, which quotes the text
  }
}

function wrongField(value: Readonly<Record<string, unknown>>): string | undefined {
  const missing = textFields.find((field) => typeof value[field] !== 'string' || !value[field]);
  if (missing) return `${missing} is not a text`;
  if (Number.isNaN(Date.parse(String(value.receivedAt)))) return 'receivedAt is not a date';
  if (!isRecord(value.headers) || !Object.values(value.headers).every(isText)) {
    return 'headers is not a record of texts';
  }
  const odd = optionalTextFields.find((field) => field in value && !isText(value[field]));
  if (odd) return `${odd} is not a text`;
  return wrongAim(value) ?? wrongPast(value) ?? wrongBody(value);
}

function wrongPast({ attempts, parkedSince }: Readonly<Record<string, unknown>>) {
  if (attempts !== undefined && !(isRecord(attempts) && Object.values(attempts).every(isCount))) {
    return 'attempts is not a record of whole numbers';
  }
  if (parkedSince === undefined) return undefined;
  return isText(parkedSince) && !Number.isNaN(Date.parse(parkedSince))
    ? undefined
    : 'parkedSince is not a date';
}

function wrongAim(value: Readonly<Record<string, unknown>>): string | undefined {
  const wrong = idFields.find((field) => field in value && !isId(value[field]));
  if (wrong) return `${wrong} is not 1 to 64 letters, digits and dashes`;
  const { to } = value;
  if (to !== undefined && !(Array.isArray(to) && to.length > 0 && to.every(isText))) {
    return 'to is not a list of texts';
  }
  return undefined;
}

function wrongBody({ source, body, bodyEncoding, bodyRef }: Readonly<Record<string, unknown>>) {
  if (bodyRef !== undefined) {
    if (!isBodyReference(bodyRef)) return 'bodyRef is malformed';
    return isBodyKey(String(source), bodyRef) ? undefined : 'bodyRef is no body of the source';
  }
  if (!isText(body)) return 'body is not a text';
  if (bodyEncoding !== undefined && bodyEncoding !== 'base64') return 'bodyEncoding is not known';
  return undefined;
}

function isBodyReference(value: unknown): value is BodyReference {
  return (
    isRecord(value) &&
    isText(value.bucket) &&
    isText(value.key) &&
    Number.isSafeInteger(value.bytes) &&
    isText(value.sha256)
  );
}

function isId(value: unknown): boolean {
  return isText(value) && /^[A-Za-z0-9-]{1,64}$/.test(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
