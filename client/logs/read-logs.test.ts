import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Logs, startLogs } from '../../local/aws/logs/start-logs.ts';
import { followLogs } from './follow-logs.ts';
import type { LogEntry } from './log-entry.ts';
import type { LogQuery } from './log-query.ts';
import type { LogSource } from './log-source.ts';
import { openLogs } from './open-logs.ts';
import { readLogs } from './read-logs.ts';

const epoch = Date.parse('2026-11-25T12:00:00Z');
let logs: Logs;
let client: CloudWatchLogsClient;
let stopping: AbortController;
let slept: number[];

beforeEach(async () => {
  logs = await startLogs(
    ['ingestion', 'processing'].map((name) => ({
      ...{ name: `/aws/lambda/spillway-dev-${name}`, arn: name, metricFilterCount: 0 },
    })),
  );
  const none = 'http://127.0.0.1:1';
  client = openLogs({
    ...{ name: 'dev', isEmbedded: true },
    connection: {
      ...{ region: 'eu-west-1', logsEndpoint: logs.endpoint },
      ...{ sqsEndpoint: none, cloudWatchEndpoint: none, secretsEndpoint: none },
      ...{ s3Endpoint: none, tableEndpoint: none, xrayEndpoint: none },
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
  });
  stopping = new AbortController();
  slept = [];
});
afterEach(async () => {
  client.destroy();
  await logs.stop();
});

function source(changes: Partial<LogSource> = {}): LogSource {
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
  };
  return { stage: 'dev', client, signal: stopping.signal, sleep, ...changes };
}

function write(name: 'ingestion' | 'processing', second: number, line: string | object): void {
  logs.log({
    ...{ logGroup: `/aws/lambda/spillway-dev-${name}`, logStream: 's' },
    timestamp: epoch + second * 1000,
    message: typeof line === 'string' ? line : JSON.stringify({ level: 'INFO', ...line }),
  });
}

async function read(query: Partial<LogQuery> = {}, from = source()): Promise<readonly string[]> {
  const entries: LogEntry[] = [];
  for await (const entry of readLogs(from, { since: epoch, ...query })) entries.push(entry);
  return entries.map(({ function: name, record }) => `${name}: ${record.message}`);
}

describe('reading logs', () => {
  it('gives the lines of both functions in the order of time', async () => {
    write('ingestion', 1, { message: 'first' });
    write('processing', 2, { message: 'second' });
    write('ingestion', 3, 'third');
    write('processing', 4, '2026-11-25T12:00:00.000Z\tid\tINFO\tfourth');
    expect(await read()).toEqual([
      ...['ingestion: first', 'processing: second', 'ingestion: third', 'processing: fourth'],
    ]);
    expect(await read({ functions: ['ingestion'], since: epoch + 2000 })).toEqual([
      'ingestion: third',
    ]);
    expect(await read({ until: epoch + 1500 })).toEqual(['ingestion: first']);
  });

  it.each(['d-1', 'a b', 'q"\\', '*', 'ü%', `long${'x'.repeat(2000)}`])(
    'finds the lines of one webhook, whatever its id: %s',
    async (deliveryId) => {
      write('ingestion', 1, { message: 'accepted', deliveryId });
      write('processing', 2, { message: 'another', deliveryId: `${deliveryId}2` });
      write('processing', 3, `text with ${deliveryId}`);
      write('processing', 4, { message: 'processed', deliveryId });
      expect(await read({ deliveryId })).toEqual(['ingestion: accepted', 'processing: processed']);
    },
  );

  it('finds the lines of one request', async () => {
    write('ingestion', 1, { message: 'refused', trackingId: 't-1' });
    write('ingestion', 2, { message: 'refused too', trackingId: 't-2' });
    expect(await read({ trackingId: 't-2' })).toEqual(['ingestion: refused too']);
  });

  it('leaves out what matters less than is wanted, whoever wrote it', async () => {
    write('processing', 1, { message: 'all is well' });
    write('processing', 2, { message: 'odd', level: 'WARN' });
    write('processing', 3, { message: 'wrong', level: 'ERROR' });
    write('processing', 4, '2026-11-25T12:00:00.000Z\tid\tERROR\tof a transform');
    write('processing', 5, 'REPORT RequestId: a\tDuration: 1 ms\tStatus: timeout');
    write('processing', 6, {
      ...{ time: '2026-11-25T12:00:00.000Z', type: 'platform.report', level: undefined },
      record: { requestId: 'a', status: 'error', errorType: 'Runtime.ExitError' },
    });
    const errors = [
      'wrong',
      'of a transform',
      'the invocation ended after 1 ms: timeout',
      'the invocation ended after an unknown time: error, Runtime.ExitError',
    ];
    expect(await read({ level: 'ERROR' })).toEqual(errors.map((text) => `processing: ${text}`));
    expect(await read({ level: 'WARN' })).toHaveLength(5);
    expect(await read({ level: 'INFO' })).toHaveLength(6);
  });

  it('waits while AWS throttles, longer each time, and misses nothing', async () => {
    write('ingestion', 1, { message: 'there' });
    let calls = 0;
    const send: LogSource['client']['send'] = (...args: unknown[]) => {
      calls += 1;
      const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      return calls <= 3 ? Promise.reject(throttled) : Reflect.apply(client.send, client, args);
    };
    const from = source({ client: { send } });
    expect(await read({ functions: ['ingestion'] }, from)).toEqual(['ingestion: there']);
    expect(slept).toEqual([1000, 2000, 4000]);
  });

  it('gives up where AWS throttles for minutes', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const from = source({ client: { send: () => Promise.reject(throttled) } });
    await expect(read({}, from)).rejects.toThrow('slow down');
    expect(Math.max(...slept)).toBe(30_000);
  });

  it('names the log group that a stage does not have', async () => {
    await expect(read({}, source({ stage: 'prod' }))).rejects.toThrow(
      'The stage prod has no log group /aws/lambda/spillway-prod-ingestion',
    );
  });

  it('ends where it is told to, without an error', async () => {
    write('ingestion', 1, { message: 'there' });
    stopping.abort();
    expect(await read()).toEqual([]);
  });
});

describe('following logs', () => {
  it('gives each line once, those that come late and all that come meanwhile', async () => {
    write('ingestion', 20, { message: 'before' });
    const later = [
      () => write('processing', 15, { message: 'late' }),
      () => write('ingestion', 21, { message: 'now' }),
      () => stopping.abort(),
    ];
    const sleep = async () => later.shift()?.();
    const seen: string[] = [];
    for await (const { record } of followLogs(source({ sleep }), { since: epoch })) {
      seen.push(record.message);
    }
    expect(seen).toEqual(['before', 'late', 'now']);
  });
});
