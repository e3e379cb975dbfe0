import { inspect } from 'node:util';

/** A value of a configuration as an error shows it: as it would be written, on one line, shortened. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  return inspect(value, {
    breakLength: Number.POSITIVE_INFINITY,
    depth: 1,
    maxArrayLength: 5,
    maxStringLength: 60,
  });
}
