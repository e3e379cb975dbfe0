import { InvalidArgumentError } from 'commander';

/** Reads an option's value. @throws InvalidArgumentError that says what it must be */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** Reads an option's value. @throws InvalidArgumentError that says what it must be */
export function positiveInteger(text: string): number {
  const value = positiveNumber(text);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
