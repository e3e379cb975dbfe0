import { expect, it } from 'vitest';
import { readLogRecord } from './log-record.ts';

const time = '2026-11-25T12:00:00.000Z';
const request = '9f7c4a8e-0000-4000-8000-000000000001';

function platform(type: string, record: object): string {
  return JSON.stringify({ time, type, record });
}

it.each([
  [
    {
      ...{ level: 'INFO', message: 'webhook accepted', timestamp: time, service: 'spillway-dev' },
      ...{ cold_start: true, function_arn: 'arn', function_memory_size: '512' },
      ...{ function_name: 'f', function_request_id: request, sampling_rate: 0, xray_trace_id: '1' },
      ...{ source: 'github', deliveryId: 'd-1', bytes: 25 },
    },
    {
      ...{ kind: 'own', level: 'INFO', message: 'webhook accepted' },
      fields: { source: 'github', deliveryId: 'd-1', bytes: 25 },
    },
  ],
  [
    {
      ...{ level: 'INFO', message: 'webhook accepted', timestamp: time, service: 'spillway-dev' },
      ...{ traceId: '1-2', source: 'github', durationMs: 4.2, memoryMb: 120, outcome: 'accepted' },
      ...{ _aws: { Timestamp: 1, CloudWatchMetrics: [] }, WebhookAccepted: 1 },
    },
    {
      ...{ kind: 'own', level: 'INFO', message: 'webhook accepted' },
      fields: { source: 'github', durationMs: 4.2 },
    },
  ],
  [
    { _aws: { Timestamp: 1, CloudWatchMetrics: [] }, WebhookAccepted: 3 },
    { kind: 'metrics', level: 'INFO', message: 'metrics', fields: {} },
  ],
])('reads a document apart from what every line has: %j', (document, record) => {
  expect(readLogRecord(JSON.stringify(document))).toEqual(record);
});

it.each([
  [`${time}\t${request}\tWARN\ttwo\nlines`, 'console', 'WARN', 'two\nlines'],
  [`${time}\tundefined\tINFO\tat load`, 'console', 'INFO', 'at load'],
  [
    `START RequestId: ${request} Version: 3`,
    'platform',
    'INFO',
    `START RequestId: ${request} Version: 3`,
  ],
  [
    `REPORT RequestId: ${request}\tDuration: 2.10 ms\tMemory Size: 512 MB`,
    'platform',
    'INFO',
    /^REPORT/,
  ],
  [
    `REPORT RequestId: ${request}\tDuration: 3000.00 ms\tMemory Size: 512 MB\tStatus: timeout`,
    ...(['platform', 'ERROR', 'the invocation ended after 3000.00 ms: timeout'] as const),
  ],
  [
    `REPORT RequestId: ${request}\tDuration: 12.00 ms\tStatus: error\tError Type: Runtime.ExitError`,
    ...([
      'platform',
      'ERROR',
      'the invocation ended after 12.00 ms: error, Runtime.ExitError',
    ] as const),
  ],
  [
    `${time} ${request} Task timed out after 3.00 seconds`,
    'platform',
    'ERROR',
    'Task timed out after 3.00 seconds',
  ],
  [
    JSON.stringify({ timestamp: time, level: 'WARN', requestId: request, message: 'two\nlines' }),
    ...(['console', 'WARN', 'two\nlines'] as const),
  ],
  [
    JSON.stringify({ timestamp: time, level: 'INFO', message: { _aws: 'at load' } }),
    ...(['console', 'INFO', '{"_aws":"at load"}'] as const),
  ],
  [
    JSON.stringify({
      ...{ timestamp: time, level: 'ERROR', requestId: request },
      message: { errorType: 'TypeError', errorMessage: 'no such thing', stackTrace: [] },
    }),
    ...(['console', 'ERROR', 'TypeError: no such thing'] as const),
  ],
  [platform('platform.start', { requestId: request, version: '3' }), 'platform', 'INFO', /start/],
  [platform('platform.report', { status: 'success' }), 'platform', 'INFO', /report/],
  [platform('platform.runtimeDone', { status: 'timeout' }), 'platform', 'INFO', /runtimeDone/],
  [
    platform('platform.report', { status: 'timeout', metrics: { durationMs: 3000 } }),
    ...(['platform', 'ERROR', 'the invocation ended after 3000.00 ms: timeout'] as const),
  ],
  [
    platform('platform.report', { status: 'error', errorType: 'Runtime.ExitError' }),
    ...([
      'platform',
      'ERROR',
      'the invocation ended after an unknown time: error, Runtime.ExitError',
    ] as const),
  ],
  ['{"level":"INFO","message":', 'text', 'INFO', '{"level":"INFO","message":'],
  ['{"any":"document"}', 'text', 'INFO', '{"any":"document"}'],
  ['Error: out of order', 'text', 'INFO', 'Error: out of order'],
])('reads what is no document of ours: %j', (line, kind, level, message) => {
  const record = readLogRecord(line);
  expect(record).toMatchObject({ kind, level, fields: {} });
  expect(record.message).toMatch(message);
});
