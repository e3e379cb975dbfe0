import type { LogRecord } from './log-record.ts';

/** The fields of a log line as ` name=value`, in its order. Of an error its name and text. */
export function describeFields(fields: LogRecord['fields']): string {
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${describe(value)}`)
    .join('');
}

function describe(value: unknown): string {
  const { name, message } = Object(value);
  if (typeof name === 'string' && typeof message === 'string') {
    return JSON.stringify(`${name}: ${message}`);
  }
  if (typeof value === 'string' && /^[^\s"'=]+$/.test(value)) return value;
  return JSON.stringify(value);
}
