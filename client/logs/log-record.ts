export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What one line of a log group is. */
export interface LogRecord {
  /**
   * `own`: of this service's logger. `console`: `console.log` and its like, of a handler or a transform. `metrics`:
   * metrics of a stretch of time. `platform`: Lambda's own. `request`: of the API's access log. `text`: anything else
   * on stdout or stderr.
   */
  readonly kind: 'own' | 'console' | 'metrics' | 'platform' | 'request' | 'text';
  readonly level: LogLevel;
  readonly message: string;
  /** What an own line or a request says besides; empty for all others. */
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
  if (typeof document.type === 'string' && document.type.startsWith('platform.')) {
    return readPlatformRecord(document.type, Object(document.record));
  }
  if (isLevel(level) && document.timestamp !== undefined && document.service === undefined) {
    return { kind: 'console', level, message: textOf(message), fields: {} };
  }
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

/** Lambda's own, in JSON: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
function readPlatformRecord(
  type: string,
  { status = 'success', errorType, metrics }: Readonly<Record<string, unknown>>,
): LogRecord {
  const isReport = type === 'platform.report' || type === 'platform.initReport';
  if (!isReport || status === 'success') {
    return { kind: 'platform', level: 'INFO', message: type, fields: {} };
  }
  const what = errorType === undefined ? status : `${status}, ${errorType}`;
  const { durationMs } = Object(metrics);
  const after = typeof durationMs === 'number' ? `${durationMs.toFixed(2)} ms` : 'an unknown time';
  const part = type === 'platform.report' ? 'invocation' : 'start';
  const message = `the ${part} ended after ${after}: ${what}`;
  return { kind: 'platform', level: 'ERROR', message, fields: {} };
}

/** What was given to `console` may be anything; an error is told by its type and text. */
function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  const { errorType, errorMessage } = Object(message);
  if (typeof errorMessage === 'string') return `${errorType}: ${errorMessage}`;
  return JSON.stringify(message) ?? 'undefined';
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

function parse(line: string): Readonly<Partial<Record<string, unknown>>> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isLevel(value: unknown): value is LogLevel {
  return (logLevels as readonly unknown[]).includes(value);
}
