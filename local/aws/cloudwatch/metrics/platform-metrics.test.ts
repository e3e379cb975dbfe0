import { describe, expect, it } from 'vitest';
import type { PlatformEvent } from '../../observer.ts';
import { metricsOfEvent } from './platform-metrics.ts';
import { QueueMetrics } from './queue-metrics.ts';

const timestamp = Date.UTC(2026, 0, 1);

function publishedBy(event: PlatformEvent): Record<string, number | undefined> {
  return Object.fromEntries(
    metricsOfEvent(event).map(({ namespace, name, dimensions, values }) => [
      `${namespace} ${name} ${Object.entries(dimensions)
        .map((pair) => pair.join('='))
        .join(' ')}`.trim(),
      values[0],
    ]),
  );
}

it.each([
  ['success', 0],
  ['error', 1],
  ['timeout', 1],
  ['crash', 1],
] as const)('publishes an invocation that ended in %s', (outcome, errors) => {
  const metrics = publishedBy({
    kind: 'lambda-invocation',
    timestamp,
    functionName: 'f',
    alias: 'live',
    durationMs: 7,
    outcome,
  });
  expect(metrics).toMatchObject({
    'AWS/Lambda Invocations': 1,
    'AWS/Lambda Invocations FunctionName=f': 1,
    'AWS/Lambda Errors FunctionName=f Resource=f:live': errors,
    'AWS/Lambda Duration FunctionName=f': 7,
    'AWS/Lambda Throttles FunctionName=f': 0,
  });
});

it('publishes throttles, concurrency and the counts of a mapping', () => {
  expect(publishedBy({ kind: 'lambda-throttle', timestamp, functionName: 'f' })).toMatchObject({
    'AWS/Lambda Throttles FunctionName=f Resource=f': 1,
  });
  expect(
    publishedBy({
      ...{ kind: 'lambda-concurrency', timestamp, functionName: 'f', concurrent: 4, claimed: 304 },
    }),
  ).toEqual({
    'AWS/Lambda ConcurrentExecutions FunctionName=f': 4,
    'AWS/Lambda ClaimedAccountConcurrency': 304,
  });
  const batch = { polled: 10, invoked: 10, failed: 2, deleted: 8 };
  const ends = { functionName: 'f', queueName: 'q', mappingId: 'uuid-1' };
  expect(publishedBy({ kind: 'mapping-batch', timestamp, ...ends, ...batch })).toEqual({
    'AWS/Lambda PolledEventCount EventSourceMappingUUID=uuid-1': 10,
    'AWS/Lambda InvokedEventCount EventSourceMappingUUID=uuid-1': 10,
    'AWS/Lambda FailedInvokeEventCount EventSourceMappingUUID=uuid-1': 2,
    'AWS/Lambda DeletedEventCount EventSourceMappingUUID=uuid-1': 8,
  });
});

it.each([
  [202, false, 0, 0],
  [404, false, 1, 0],
  [503, false, 0, 1],
  [503, true, 1, 0],
])(
  'publishes a request that was answered %d, the status modified: %j',
  (status, isStatusModified, clientErrors, serverErrors) => {
    const metrics = publishedBy({
      kind: 'api-request',
      timestamp,
      apiName: 'api',
      stage: 'dev',
      method: 'POST',
      resource: '/webhooks/{source}',
      hasMethodMetrics: true,
      status,
      isStatusModified,
      latencyMs: 9,
    });
    expect(metrics).toMatchObject({
      'AWS/ApiGateway Count ApiName=api': 1,
      'AWS/ApiGateway 4XXError ApiName=api Stage=dev': clientErrors,
      'AWS/ApiGateway 5XXError ApiName=api Stage=dev Method=POST Resource=/webhooks/{source}':
        serverErrors,
      'AWS/ApiGateway Latency ApiName=api': 9,
    });
    expect(Object.keys(metrics).some((key) => key.includes('IntegrationLatency'))).toBe(false);
  },
);

it('publishes nothing by method where that is off, as it is by default', () => {
  const metrics = publishedBy({
    ...{ kind: 'api-request', timestamp, apiName: 'api', stage: 'dev', method: 'POST' },
    ...{ resource: '/webhooks/{source}', status: 202, isStatusModified: false, latencyMs: 9 },
  });
  expect(metrics).toMatchObject({ 'AWS/ApiGateway Count ApiName=api Stage=dev': 1 });
  expect(Object.keys(metrics).filter((key) => key.includes('Method='))).toEqual([]);
});

it('publishes one datum a minute for a queue: counts added up, the last depth', () => {
  const queues = new QueueMetrics();
  const queueName = 'q';
  const activity = {
    kind: 'queue-activity',
    timestamp,
    queueName,
    received: 3,
    emptyReceives: 1,
  } as const;
  const depth = { kind: 'queue-depth', timestamp, queueName, notVisible: 2, delayed: 7 } as const;
  queues.record({ ...activity, sent: 2, deleted: 1, sentBytes: 600 });
  queues.record({ ...activity, sent: 1, deleted: 1, sentBytes: 300 });
  queues.record({ ...depth, visible: 5, oldestAgeSeconds: 10 });
  queues.record({ ...depth, visible: 4, oldestAgeSeconds: 11 });
  const read = () =>
    Object.fromEntries(queues.flush(timestamp).map(({ name, values }) => [name, values[0]]));
  expect(read()).toEqual({
    NumberOfMessagesSent: 3,
    NumberOfMessagesReceived: 6,
    NumberOfMessagesDeleted: 2,
    NumberOfEmptyReceives: 2,
    SentMessageSize: 300,
    ApproximateNumberOfMessagesVisible: 4,
    ApproximateNumberOfMessagesNotVisible: 2,
    ApproximateNumberOfMessagesDelayed: 7,
    ApproximateAgeOfOldestMessage: 11,
  });
  expect(read()).toMatchObject({ NumberOfMessagesSent: 0, ApproximateNumberOfMessagesVisible: 4 });
});

describe('a queue that was empty and not called for six hours', () => {
  const minuteMs = 60_000;
  const queueName = 'q';
  const none = { notVisible: 0, delayed: 0, oldestAgeSeconds: 0 };
  const hold = (queues: QueueMetrics, visible: number) =>
    queues.record({ kind: 'queue-depth', timestamp, queueName, visible, ...none });
  const call = (queues: QueueMetrics) =>
    queues.record({
      ...{ kind: 'queue-activity', timestamp, queueName },
      ...{ sent: 0, received: 0, deleted: 0, emptyReceives: 0, sentBytes: 0 },
    });
  /** Minutes after the first in which it reports, of those from one to another. */
  const reportsIn = (queues: QueueMetrics, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
      (minute) => queues.flush(timestamp + minute * minuteMs).length > 0,
    );

  it.each([
    ['a message', (queues: QueueMetrics) => hold(queues, 1)],
    ['a call', call],
  ])('falls asleep, and reports 15 minutes after %s', (_, wake) => {
    const queues = new QueueMetrics();
    hold(queues, 0);
    expect(reportsIn(queues, 0, 400)).toHaveLength(361);
    wake(queues);
    expect(reportsIn(queues, 401, 420)).toEqual([416, 417, 418, 419, 420]);
  });

  it('stays awake as long as it holds messages', () => {
    const queues = new QueueMetrics();
    hold(queues, 1);
    expect(reportsIn(queues, 0, 800)).toHaveLength(801);
  });
});
