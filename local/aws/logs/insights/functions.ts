import { numberOf, textOf, type Value } from './row.ts';

type Arguments = readonly (Value | undefined)[];

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds. @param text such as `5m` */
export function milliseconds(text: string): number {
  const [, amount, unit = ''] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(amount) * (units[unit] ?? Number.NaN);
}

function onText(change: (text: string) => Value) {
  return ([value]: Arguments) => (value === undefined ? undefined : change(textOf(value)));
}

function onNumber(change: (number: number) => number) {
  return ([value]: Arguments) => {
    const number = numberOf(value);
    return number === undefined ? undefined : change(number);
  };
}

/** What an expression may call, by its name in lower case. A condition is 1 or 0. */
export const functions: Readonly<Record<string, (given: Arguments) => Value | undefined>> = {
  abs: onNumber(Math.abs),
  ceil: onNumber(Math.ceil),
  floor: onNumber(Math.floor),
  strlen: onText((text) => text.length),
  tolower: onText((text) => text.toLowerCase()),
  toupper: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  tomillis: ([value]) => (value === undefined ? undefined : Number(value)),
  coalesce: (given) => given.find((value) => value !== undefined),
  concat: (given) => given.map((value) => (value === undefined ? '' : textOf(value))).join(''),
  ispresent: ([value]) => Number(value !== undefined),
  isempty: ([value]) => Number(value === undefined || value === ''),
  strcontains: ([value, part]) =>
    value === undefined || part === undefined
      ? undefined
      : Number(textOf(value).includes(textOf(part))),
};
