import { InvalidArgumentError } from 'commander';

const milliseconds: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const zoned = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/**
 * Reads an option's value: ISO 8601 with its time zone, a day (which begins in UTC), or an age.
 *
 * @throws InvalidArgumentError that says what it must be
 */
export function pointInTime(now: () => number) {
  return (text: string): Date => {
    const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
    if (amount !== undefined) return new Date(now() - Number(amount) * (milliseconds[unit] ?? 0));
    const time = new Date(zoned.test(text) ? text : Number.NaN);
    if (!Number.isNaN(time.getTime())) return time;
    throw new InvalidArgumentError(
      'It must be a time with its zone (2026-11-25T10:00Z), a day (2026-11-25) or an age (90s, 30m, 2h, 1d).',
    );
  };
}
