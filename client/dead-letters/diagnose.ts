import { fingerprintOf } from '../../service/processing/fingerprint.ts';
import type { DeliveryRecord, ReadRecords } from '../deliveries/delivery-records.ts';
import { type DeadLetter, type ReadLetter, readLetter } from './dead-letter.ts';
import type { LetterClass } from './letter-classes.ts';

/** What became of a dead letter, as far as it can be told. Nothing of its body is in here. */
export interface Diagnosis {
  readonly class: LetterClass;
  /** As processing gave it; for what SQS moved here `exhausted` or `never-processed`. */
  readonly reason: string;
  /** The same for failures of one kind. */
  readonly fingerprint: string;
  readonly source: string;
  readonly type: string;
  /** Those that don't have it, where that is known. */
  readonly destinations: readonly string[];
  readonly attempts: number;
  readonly firstError?: string;
  readonly lastError?: string;
  /** When its first and its last attempt failed, as far as that is known. ISO 8601. */
  readonly firstFailedAt?: string | undefined;
  readonly lastFailedAt?: string | undefined;
  /** Of the function that failed. */
  readonly version: string;
  /** When we took it in; of what can't be read, when SQS did. ISO 8601. */
  readonly receivedAt: string;
}

export interface DiagnosedLetter extends ReadLetter {
  readonly diagnosis: Diagnosis;
  /** Of its deliveries, where they had to be looked up. */
  readonly records: readonly DeliveryRecord[];
}

export type DiagnoseLetters = (
  letters: readonly DeadLetter[],
) => Promise<readonly DiagnosedLetter[]>;

/**
 * What processing sends here says itself why, and mostly for which destination; where it does not, the table of
 * deliveries knows which have it. What SQS moves here says nothing, and may still carry what was said of an earlier
 * failure: of those, the table knows all that is known.
 */
export function createDiagnose(readRecords: ReadRecords): DiagnoseLetters {
  return async (letters) => {
    const read = letters.map(readLetter);
    const unsaid = read.filter(({ letter, envelope }) => envelope && !saysWhere(letter));
    const found = await readRecords(unsaid.flatMap(({ envelope }) => envelope ?? []));
    return read.map((one) => {
      const records = found[unsaid.indexOf(one)] ?? [];
      return { ...one, records, diagnosis: diagnose(one, records) };
    });
  };
}

function saysWhy({ isMovedBySqs, attributes }: DeadLetter): boolean {
  return !isMovedBySqs && attributes.reason?.StringValue !== undefined;
}

function saysWhere(letter: DeadLetter): boolean {
  return saysWhy(letter) && letter.attributes.destination?.StringValue !== undefined;
}

type Finding = Omit<Diagnosis, 'source' | 'type' | 'receivedAt'>;

function diagnose(read: ReadLetter, records: readonly DeliveryRecord[]): Diagnosis {
  const { letter, envelope } = read;
  const { source = 'unknown', type = 'unknown', receivedAt = letter.sentAt } = envelope ?? {};
  return {
    ...findingOf(read, records),
    source,
    type,
    receivedAt: new Date(receivedAt).toISOString(),
  };
}

function findingOf(
  { letter, unreadable }: ReadLetter,
  records: readonly DeliveryRecord[],
): Finding {
  if (saysWhy(letter)) return asProcessingSaid(letter, records);
  if (unreadable !== undefined) return asUnreadable(letter, unreadable);
  return records.length > 0 ? asExhausted(records) : neverProcessed;
}

function asProcessingSaid(
  { attributes, sentAt }: DeadLetter,
  records: readonly DeliveryRecord[],
): Finding {
  const text = (name: string) => attributes[name]?.StringValue;
  const reason = text('reason') ?? 'unknown';
  const destination = text('destination');
  const lastError = text('lastError') ?? 'unknown';
  return {
    class: reason === 'exhausted' ? 'transient' : 'poison',
    reason,
    fingerprint:
      readFingerprint(text('fingerprint')) ??
      fingerprintOf({ reason, destination, error: lastError }),
    destinations: destination ? [destination] : namesOf(records.filter(isOpen)),
    attempts: toCount(text('attempts')),
    // Earlier versions did not say it. They sent a letter when its last attempt had failed.
    ...(readFailed(text('failed')) ?? { lastFailedAt: new Date(sentAt).toISOString() }),
    firstError: text('firstError') ?? lastError,
    lastError,
    version: text('version') ?? 'unknown',
  };
}

/** What is none is not believed: it is typed into commands, and a table is as wide as its widest. */
function readFingerprint(text = ''): string | undefined {
  return /^[0-9a-f]{12}$/.test(text) ? text : undefined;
}

function toCount(text: string | undefined): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0;
}

/** As `service/processing/dead-letter.ts` writes it: `<first>/<last>`, or the last alone. */
function readFailed(text = '') {
  const times = text.split('/').map((part) => new Date(part));
  if (times.length > 2 || times.some((time) => Number.isNaN(time.getTime()))) return undefined;
  const [last = '', first] = times.map((time) => time.toISOString()).reverse();
  return { firstFailedAt: first, lastFailedAt: last };
}

/** Its dead letter could not be sent, or a newer version of the code wrote it: SQS moved it in the end. */
function asUnreadable({ receiveCount }: DeadLetter, { name, message }: Error): Finding {
  const isNewer = name === 'NewerEnvelopeError';
  const reason = isNewer ? 'newer-version' : 'malformed';
  return {
    class: isNewer ? 'transient' : 'poison',
    reason,
    fingerprint: fingerprintOf({ reason, error: message }),
    destinations: [],
    attempts: receiveCount,
    firstError: message,
    lastError: message,
    version: 'unknown',
  };
}

const endless = 'no end was noted: the function timed out or was killed';
const everywhere = 'every destination that was tried has it: it was not acknowledged';

function asExhausted(records: readonly DeliveryRecord[]): Finding {
  const open = records.filter(isOpen);
  const [worst] = open.toSorted((a, b) => b.attempts - a.attempts);
  const lastError = worst ? (worst.lastError ?? endless) : everywhere;
  return {
    class: 'transient',
    reason: 'exhausted',
    fingerprint: fingerprintOf({
      ...{ reason: 'exhausted', destination: worst?.destination },
      ...{ error: lastError, status: worst?.httpStatus },
    }),
    destinations: namesOf(open),
    attempts: worst?.attempts ?? 0,
    firstError: worst?.firstError ?? lastError,
    lastError,
    ...failedTimesOf(worst),
    version: worst?.version ?? 'unknown',
  };
}

/** An attempt without an end failed when, or after, it began. */
function failedTimesOf(record: DeliveryRecord | undefined) {
  const { attempts, firstFailedAt, lastFailedAt, claimedAt } = record ?? {};
  const last = [lastFailedAt, claimedAt].filter((time) => time !== undefined).sort();
  return { firstFailedAt: attempts === 0 ? claimedAt : firstFailedAt, lastFailedAt: last.at(-1) };
}

function isOpen({ state }: DeliveryRecord): boolean {
  return state === 'failed' || state === 'claimed';
}

function namesOf(records: readonly DeliveryRecord[]): readonly string[] {
  return records.map(({ destination }) => destination);
}

const neverProcessed: Finding = {
  class: 'never-processed',
  reason: 'never-processed',
  fingerprint: fingerprintOf({ reason: 'never-processed', error: '' }),
  destinations: [],
  attempts: 0,
  version: 'unknown',
};
