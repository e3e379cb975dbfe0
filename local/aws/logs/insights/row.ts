import { documentOf } from '../document-of.ts';
import type { LogEvent } from '../log-group.ts';

/** A time is a Date, so that it is written as one. */
export type Value = string | number | Date;

/** One line of a result, or a log event on its way to become one. */
export type Row = (field: string) => Value | undefined;

/** @param log as `@log` has it, `<account>:<group>` */
export function rowOf(event: LogEvent, log: string): Row {
  let document: object | undefined | 'unread' = 'unread';
  const own: Readonly<Record<string, Value>> = {
    '@timestamp': new Date(event.timestamp),
    '@ingestionTime': new Date(event.timestamp),
    '@message': event.message,
    '@logStream': event.logStream,
    '@log': log,
    '@ptr': Buffer.from(`${log}/${event.number}`).toString('base64url'),
  };
  return (field) => {
    if (Object.hasOwn(own, field)) return own[field];
    if (document === 'unread') document = documentOf(event.message);
    return valueAt(document, field);
  };
}

/** `error.message`, `destinations.0`: the fields that are found in JSON. Only what has a value of its own is one. */
function valueAt(inside: unknown, path: string): Value | undefined {
  if (typeof inside !== 'object' || inside === null) return undefined;
  if (Object.hasOwn(inside, path)) return leaf(Reflect.get(inside, path));
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    if (!Object.hasOwn(inside, name)) continue;
    const found = valueAt(Reflect.get(inside, name), path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function leaf(value: unknown): Value | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : undefined;
}

/** The row with more fields, which hide those of the same name. */
export function withValues(row: Row, values: ReadonlyMap<string, Value | undefined>): Row {
  return (field) => (values.has(field) ? values.get(field) : row(field));
}

/** As a result has it. */
export function textOf(value: Value): string {
  return value instanceof Date
    ? value.toISOString().replace('T', ' ').replace('Z', '')
    : String(value);
}

export function numberOf(value: Value | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** By number where both are one, else by text. */
export function compare(a: Value, b: Value): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  const [s, t] = [textOf(a), textOf(b)];
  return s < t ? -1 : Number(s > t);
}
