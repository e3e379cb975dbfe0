import { InvalidArgumentError } from 'commander';
import { slowestRate } from '../client/slowest-rate.ts';
import { newSlotPattern } from '../service/webhook/slot-name.ts';

/** Reads an option's value. @throws InvalidArgumentError that says what it must be */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** How many a second. @throws InvalidArgumentError that says what it must be */
export function ratePerSecond(text: string): number {
  const value = positiveNumber(text);
  if (value >= slowestRate) return value;
  throw new InvalidArgumentError(`It must be a number from ${slowestRate} on.`);
}

/** Of this machine. @throws InvalidArgumentError that says what it must be */
export function portNumber(text: string): number {
  const value = positiveInteger(text);
  if (value <= highestPort) return value;
  throw new InvalidArgumentError(`It must be a port: 1 to ${highestPort}.`);
}

const highestPort = 65_535;

/** Reads an option's value. @throws InvalidArgumentError that says what it must be */
export function positiveInteger(text: string): number {
  const value = positiveNumber(text);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

const zoned = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/**
 * Reads an option's value: ISO 8601 with its time zone, a day (which begins in UTC), or an age.
 *
 * @throws InvalidArgumentError that says what it must be
 */
export function pointInTime(now: () => number) {
  return (text: string): Date => {
    const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
    if (amount !== undefined)
      return new Date(now() - Number(amount) * (unitSeconds[unit] ?? 0) * 1000);
    const time = new Date(zoned.test(text) ? text : Number.NaN);
    if (!Number.isNaN(time.getTime())) return time;
    throw new InvalidArgumentError(
      'It must be a time with its zone (2026-11-25T10:00Z), a day (2026-11-25) or an age (90s, 30m, 2h, 1d).',
    );
  };
}

/** `30s`, `5m`, `1h`; a number alone is seconds. @returns seconds @throws InvalidArgumentError that says what it must be */
export function duration(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? [];
  const seconds = Number(amount) * (unitSeconds[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError('It must be a time such as 30s, 5m or 1h.');
}

/** Any number, below 0 too. @throws InvalidArgumentError that says what it must be */
export function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}

/**
 * The id of a run, as `service/webhook/envelope.ts` takes a nonce.
 *
 * @param refusal what is said of anything else
 */
export function runId(refusal: string) {
  return (text: string): string => {
    if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text;
    throw new InvalidArgumentError(refusal);
  };
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A slot of a secret. @throws InvalidArgumentError that says what it must be */
export function slotName(text: string): string {
  if (newSlotPattern.test(text)) return text;
  throw new InvalidArgumentError(
    'It must be 1 to 32 lower-case letters, digits and dashes, and not only digits.',
  );
}

/** A fingerprint or its beginning; the empty text would be the beginning of all. @throws InvalidArgumentError that says what it must be */
export function fingerprint(text: string): string {
  if (/^[0-9a-f]{1,12}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a fingerprint of `dlq summary`, or its beginning.');
}
