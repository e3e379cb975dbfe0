import type { LogLevel, LogRecord } from './log-record.ts';

/**
 * Reads a line of the API's access log, as `infra/webhook-api.ts` has it written; anything else is text. What the
 * gateway has nothing to say of is `-` in it.
 */
export function readAccessRecord(line: string): LogRecord {
  const document = parse(line);
  const { status, method, path } = document;
  if (typeof status !== 'string' || typeof path !== 'string') {
    return { kind: 'text', level: 'INFO', message: line, fields: {} };
  }
  const { ip, requestId, responseLatency, errorType, errorMessage } = document;
  const error = [errorType, errorMessage].filter(isSaid).join(': ');
  const fields = { ip, requestId, ms: responseLatency, error };
  return {
    kind: 'request',
    level: levelOf(status),
    message: `${status} ${method} ${path}`,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => isSaid(value))),
  };
}

function levelOf(status: string): LogLevel {
  if (status.startsWith('5')) return 'ERROR';
  return status.startsWith('4') ? 'WARN' : 'INFO';
}

function isSaid(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value !== '-';
}

function parse(line: string): Readonly<Partial<Record<string, unknown>>> {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
}
