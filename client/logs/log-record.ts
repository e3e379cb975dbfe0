export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What one line of a function's log group is. */
export interface LogRecord {
  /**
   * `own`: of this service's logger. `console`: `console.log` and its like, of a handler or a transform. `metrics`:
   * metrics of a stretch of time. `platform`: Lambda's own. `text`: anything else on stdout or stderr.
   */
  readonly kind: 'own' | 'console' | 'metrics' | 'platform' | 'text';
  readonly level: LogLevel;
  readonly message: string;
  /** What an own line says besides; empty for all others. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads a line as Lambda has written it. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
export function readLogRecord(line: string): LogRecord {
  return readDocument(line) ?? readPlatform(line) ?? readConsole(line) ?? text(line);
}

function readDocument(line: string): LogRecord | undefined {
  if (!line.startsWith('{')) return undefined;
  const document = parse(line);
  if (document === undefined) return undefined;
  const { level, message, _aws, ...rest } = document;
  if (typeof message !== 'string' || !isLevel(level)) {
    if (_aws === undefined) return undefined;
    return { kind: 'metrics', level: 'INFO', message: 'metrics', fields: {} };
  }
  const fields = Object.entries(rest).filter(([name]) => !ofEachLine.has(name) && !isMetric(name));
  return { kind: 'own', level, message, fields: Object.fromEntries(fields) };
}

/** What each line has, in this version or an earlier one. */
const ofEachLine: ReadonlySet<string> = new Set([
  ...['timestamp', 'service', 'cold_start', 'sampling_rate', 'xray_trace_id', 'traceId'],
  ...['function_arn', 'function_memory_size', 'function_name', 'function_request_id'],
  ...['outcome', 'memoryMb', 'initMs'],
]);

/** Names of metrics begin with a capital, and those of fields do not. */
function isMetric(name: string): boolean {
  return /^[A-Z]/.test(name);
}

const platformLine = /^(?:START|END|REPORT|INIT_START|INIT_REPORT|EXTENSION|XRAY)\b/;
const timedOut = /\bTask timed out after [\d.]+ seconds/;

function readPlatform(line: string): LogRecord | undefined {
  const status = /\tStatus: (\w+)/.exec(line)?.[1];
  const error = /\tError Type: (\S+)/.exec(line)?.[1];
  if (line.startsWith('REPORT') && status !== undefined) {
    const what = error === undefined ? status : `${status}, ${error}`;
    const after = /\tDuration: ([\d.]+ ms)/.exec(line)?.[1] ?? 'an unknown time';
    const message = `the invocation ended after ${after}: ${what}`;
    return { kind: 'platform', level: 'ERROR', message, fields: {} };
  }
  if (platformLine.test(line)) {
    return { kind: 'platform', level: 'INFO', message: line, fields: {} };
  }
  const timeout = timedOut.exec(line)?.[0];
  if (timeout === undefined) return undefined;
  return { kind: 'platform', level: 'ERROR', message: timeout, fields: {} };
}

/** `<time>\t<request id>\t<level>\t<text>` */
const consoleLine = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[^\t]*\t([A-Z]+)\t(.*)$/s;

function readConsole(line: string): LogRecord | undefined {
  const [, level, message = ''] = consoleLine.exec(line) ?? [];
  return isLevel(level) ? { kind: 'console', level, message, fields: {} } : undefined;
}

function text(line: string): LogRecord {
  return { kind: 'text', level: 'INFO', message: line, fields: {} };
}

function parse(
  line: string,
): (object & { level?: unknown; message?: unknown; _aws?: unknown }) | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isLevel(value: unknown): value is LogLevel {
  return (logLevels as readonly unknown[]).includes(value);
}
