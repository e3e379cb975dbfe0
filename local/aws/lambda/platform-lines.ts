import type { EnvironmentOutcome } from './execution-environment.ts';
import type { FunctionSettings } from './function-settings.ts';
import { isLogged } from './logging.ts';

interface Begun {
  readonly requestId: string;
  readonly traceHeader: string;
  readonly isCold: boolean;
  readonly settings: FunctionSettings;
}

interface Ended {
  readonly requestId: string;
  readonly outcome: EnvironmentOutcome;
  readonly durationMs: number;
  readonly initMs?: number;
  readonly settings: FunctionSettings;
}

/** One of Lambda's own events, as a function's log group has it where its format is JSON. */
interface PlatformRecord {
  /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
  readonly level: 'DEBUG' | 'INFO' | 'WARN';
  /** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
  readonly type: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** What Lambda itself writes to the function's log group at the beginning of an invocation. */
export function beginLines({ requestId, traceHeader, isCold, settings }: Begun): readonly string[] {
  const { functionName, version, logging } = settings;
  if (logging.format === 'Text') return [`START RequestId: ${requestId} Version: ${version}`];
  const init: PlatformRecord = {
    level: 'INFO',
    type: 'platform.initStart',
    record: {
      ...{ initializationType: 'on-demand', phase: 'init', runtimeVersion: 'nodejs:24' },
      ...{ functionName, functionVersion: version },
    },
  };
  const start: PlatformRecord = {
    level: 'INFO',
    type: 'platform.start',
    record: { requestId, version, tracing: { type: 'X-Amzn-Trace-Id', value: traceHeader } },
  };
  return written(settings, isCold ? [init, start] : [start]);
}

/** And at its end. */
export function endLines(ended: Ended): readonly string[] {
  return ended.settings.logging.format === 'Text' ? endTexts(ended) : endRecords(ended);
}

function endTexts({ requestId, outcome, durationMs, initMs, settings }: Ended): readonly string[] {
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${settings.memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(outcome.kind === 'timeout' ? ['Status: timeout'] : []),
    ...(outcome.kind === 'crash'
      ? ['Status: error', `Error Type: ${outcome.error.errorType}`]
      : []),
  ];
  return [`END RequestId: ${requestId}`, report.join('\t')];
}

function endRecords({
  requestId,
  outcome,
  durationMs,
  initMs,
  settings,
}: Ended): readonly string[] {
  const { kind } = outcome;
  const isFine = kind === 'success';
  const errorType = kind === 'success' || kind === 'timeout' ? undefined : outcome.error.errorType;
  const status = isFine || kind === 'timeout' ? kind : 'error';
  const metrics = {
    durationMs: rounded(durationMs),
    billedDurationMs: Math.ceil(durationMs + (initMs ?? 0)),
    memorySizeMB: settings.memoryMb,
    ...(initMs === undefined ? {} : { initDurationMs: rounded(initMs) }),
  };
  return written(settings, [
    {
      level: isFine ? 'DEBUG' : 'WARN',
      type: 'platform.runtimeDone',
      record: { requestId, status, errorType, metrics: { durationMs: metrics.durationMs } },
    },
    {
      level: isFine ? 'INFO' : 'WARN',
      type: 'platform.report',
      record: { requestId, metrics, status, errorType },
    },
  ]);
}

function written(
  { logging }: FunctionSettings,
  records: readonly PlatformRecord[],
): readonly string[] {
  const time = new Date().toISOString();
  return records
    .filter(({ level }) => isLogged(level, logging.systemLevel))
    .map(({ type, record }) => JSON.stringify({ time, type, record }));
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
