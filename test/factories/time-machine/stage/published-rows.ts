import type { Published } from '../run-alarms.ts';
import type { Conditions } from './conditions.ts';
import type { Processed } from './processing.ts';

/** What the metrics of a stage are called by. */
export interface StageNames {
  readonly stage: string;
  readonly source: string;
  readonly destination: string;
  /** The dimension of the event source mapping's metrics. */
  readonly mappingId: string;
}

/** A metric, and how often each value occurred. */
export type Row = readonly [
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  samples: readonly (readonly [count: number, value: number])[],
];

/** Nothing is published of what did not happen. */
export function publishedOf([namespace, name, dimensions, samples]: Row): readonly Published[] {
  const some = samples.filter(([count]) => count > 0);
  const values = some.map(([, value]) => value);
  const counts = some.map(([count]) => count);
  return some.length === 0 ? [] : [{ namespace, name, dimensions, values, counts }];
}

/** What becomes of the requests of a minute. */
export function edgeOf({ webhooks, strangers, ingestion }: Conditions) {
  const requests = webhooks + strangers;
  const nothing = { requests, crashed: 0, refusedByUs: 0, accepted: 0, rejected: 0 };
  if (ingestion === 'down') return { ...nothing, crashed: requests };
  if (ingestion === 'refusing') return { ...nothing, refusedByUs: requests };
  return { ...nothing, accepted: webhooks, rejected: strangers };
}

export function edgeRows({ stage, source }: StageNames, conditions: Conditions): readonly Row[] {
  const { requests, crashed, refusedByUs, accepted, rejected } = edgeOf(conditions);
  const { latencyMs, coldStarts, coldStartMs } = conditions;
  const cold = Math.min(coldStarts, requests);
  const took: Row[3] = [
    [requests - cold, latencyMs],
    [cold, coldStartMs],
  ];
  const api = { ApiName: `spillway-${stage}`, Stage: stage };
  const run = { FunctionName: `spillway-${stage}-ingestion` };
  const own = { service: run.FunctionName };
  return [
    ['AWS/ApiGateway', 'Count', api, [[requests, 1]]],
    // A 503 in a crash's place counts as a 4XXError: its status is not the gateway's own.
    ['AWS/ApiGateway', '4XXError', api, shareOf(crashed + rejected, requests)],
    ['AWS/ApiGateway', 'Latency', api, took],
    ['Spillway', 'RequestFailed', { service: api.ApiName }, [[crashed + refusedByUs, 1]]],
    ['AWS/Lambda', 'Invocations', run, [[requests, 1]]],
    ['AWS/Lambda', 'Errors', run, shareOf(crashed, requests)],
    ['AWS/Lambda', 'Throttles', run, [[requests, 0]]],
    ['AWS/Lambda', 'Duration', run, took],
    ...[own, { ...own, source }].flatMap((by): readonly Row[] => [
      ['Spillway', 'WebhookAccepted', by, [[accepted, 1]]],
      ['Spillway', 'WebhookRejected', by, [[rejected, 1]]],
      ['Spillway', 'IntakeFailed', by, [[refusedByUs, 1]]],
    ]),
  ];
}

export function processingRows(
  { stage, destination, mappingId }: StageNames,
  now: Processed,
  isPolling: boolean,
): readonly Row[] {
  const run = { FunctionName: `spillway-${stage}-processing` };
  const own = { service: run.FunctionName };
  const mapping = { EventSourceMappingUUID: mappingId };
  const { received, crashes, failedInvokes, tried, deliveriesFailed } = now;
  const invocations = Math.ceil((received - crashes) / 10) + crashes;
  return [
    ['AWS/Lambda', 'Invocations', run, [[invocations, 1]]],
    ['AWS/Lambda', 'Errors', run, shareOf(crashes, invocations)],
    ['AWS/Lambda', 'Throttles', run, [[invocations, 0]]],
    ['AWS/Lambda', 'Duration', run, [[invocations, 80]]],
    ['AWS/Lambda', 'PolledEventCount', mapping, [[Number(isPolling), received]]],
    ['AWS/Lambda', 'InvokedEventCount', mapping, [[received, 1]]],
    ['AWS/Lambda', 'FailedInvokeEventCount', mapping, shareOf(failedInvokes, received)],
    ['Spillway', 'QueueWait', own, now.waitsMs],
    ['Spillway', 'ParkedAge', own, now.parkedMs],
    ['Spillway', 'WebhookDeadLettered', own, [[now.deadLetters, 1]]],
    ['Spillway', 'LastReceiveBegun', own, [[now.lastCrashes, 1]]],
    ['Spillway', 'FinalAttemptFailed', own, [[now.finalFailures, 1]]],
    ...[own, { ...own, destination }].flatMap((by): readonly Row[] => [
      ['Spillway', 'DeliveryLatency', by, [[tried, 60]]],
      ['Spillway', 'DeliveryFailed', by, [[deliveriesFailed, 1]]],
    ]),
  ];
}

/** What the audit publishes: running totals. */
export function auditRows(
  { stage }: StageNames,
  { accepted, settled }: { readonly accepted: number; readonly settled: number },
): readonly Row[] {
  const own = { service: `spillway-${stage}-audit` };
  return [
    ['Spillway', 'AcceptedTotal', own, [[1, accepted]]],
    ['Spillway', 'SettledTotal', own, [[1, settled]]],
    ['Spillway', 'UncertainTotal', own, [[1, 0]]],
  ];
}

/** What each run over the senders' logs publishes: that it came to their end. */
export function reconciliationRows({ stage, source }: StageNames): readonly Row[] {
  const by = { service: `spillway-${stage}-reconciliation`, source };
  return [['Spillway', 'ReconciliationLag', by, [[1, 0]]]];
}

/** 1 for so many of them, 0 for the others. */
function shareOf(count: number, all: number): Row[3] {
  return [
    [count, 1],
    [all - count, 0],
  ];
}
