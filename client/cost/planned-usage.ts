import { type Polling, usualBatch } from '../capacity/usual-batch.ts';
import { type PlannedFigures, plannedFigures as planned } from './planned-figures.ts';
import type { Sampling, StageUsage, Usage } from './usage.ts';

/** What of a stage's template decides on what a webhook uses. */
export interface PlannedStage extends Polling {
  readonly ingestionMemoryMb: number;
  readonly processingMemoryMb: number;
  /** Whether a web ACL looks at each request. */
  readonly hasAcl: boolean;
  readonly sampling: Sampling;
  /** How long its logs are kept. */
  readonly logDays: number;
  /** Whether Lambda writes lines of its own on each invocation. */
  readonly hasSystemLog: boolean;
}

const gigabyte = 2 ** 30;
const kilobyte = 1024;
const monthDays = 30.4;
const millisecond = 1 / 1000;

/** Those of prod, in which the figures were planned. */
export const plannedProd: PlannedStage = {
  ...{ ingestionMemoryMb: 1024, processingMemoryMb: 1024, hasAcl: true, hasSystemLog: false },
  ...{ batchSize: 10, batchWindowSeconds: 2, maxConcurrency: 100 },
  sampling: { perSecond: 0, share: 0.005 },
  logDays: 90,
};

/** What is kept of a webhook when it is over: its rows, and its lines of logs. */
export function keptUsage({ logGigabyte = 0 }: Usage, logDays = plannedProd.logDays): Usage {
  const { storedBytes, storedDays, logCompression } = planned;
  const gigabyteMonths = (storedBytes * storedDays) / monthDays / gigabyte;
  return {
    tableGigabyte: gigabyteMonths,
    recoverableGigabyte: gigabyteMonths,
    logGigabyteMonth: (logCompression * logGigabyte * logDays) / monthDays,
  };
}

/** A webhook as it is planned, in the settings of a stage, and in a batch as large as the rate makes it. */
export function planWebhook(
  stage: PlannedStage,
  ratePerSecond: number,
  figures: PlannedFigures = planned,
): Omit<StageUsage, 'perMonth'> {
  const { batch: ofBatch, webhook: ofWebhook } = figures.processingMs;
  // Longer batches take longer, in which more webhooks come: left out, so that a webhook isn't planned too cheap.
  const { webhooks, receives } = usualBatch(ratePerSecond, ofBatch + ofWebhook, stage);
  const batches = 1 / webhooks;
  const lines = logBytes(figures, stage, webhooks);
  const logGigabyte = lines / gigabyte;
  const sentBytes = figures.bodyBytes + figures.deliveryOverheadBytes + figures.answerBytes;
  return {
    perWebhook: {
      ...{ restRequest: 1, writeUnit: figures.writeUnits },
      ...(stage.hasAcl ? { aclRequest: 1 } : {}),
      // Sent, received, and deleted as a batch.
      queueCall: 1 + batches * (receives + 1),
      invocation: 1 + batches,
      gigabyteSecond:
        (millisecond / kilobyte) *
        (figures.ingestionMs * stage.ingestionMemoryMb +
          (batches * ofBatch + ofWebhook) * stage.processingMemoryMb),
      logGigabyte,
      gigabyteOut: sentBytes / gigabyte,
      ...keptUsage({ logGigabyte }, stage.logDays),
    },
    traces: { gateway: 1, behindQueue: batches },
    sampling: stage.sampling,
  };
}

function logBytes(figures: PlannedFigures, { hasSystemLog }: PlannedStage, webhooks: number) {
  const system = hasSystemLog ? (1 + 1 / webhooks) * figures.systemLogBytes : 0;
  const processing = processingLogBytes(figures, webhooks);
  return figures.ingestionLogBytes + processing + figures.accessLogBytes + system;
}

/** Below two webhooks a batch on average, some have one and the others two. */
function processingLogBytes(figures: PlannedFigures, webhooks: number): number {
  const alone = Math.max(0, 2 - webhooks) / webhooks;
  const shared = figures.sharedProcessingLogBytes * (1 - alone);
  const metrics = (figures.batchMetricsBytes * Math.min(1, webhooks - 1)) / webhooks;
  return alone * figures.processingLogBytes + shared + metrics;
}

/** What the stage of docs/costs.md uses by itself. */
export const plannedPerMonth: Usage = {
  ...{ customMetric: planned.ownMetrics, alarmMetric: 91, compositeAlarm: 5, dashboard: 2 },
  ...{ acl: 1, aclRule: 1, secret: 3, secretCall: planned.secretCallsPerMonth },
  // The audit reads 12 metrics every five minutes.
  metricRead: 105_120,
  // Five pollers, each of which waits 20 s for a message.
  queueCall: 657_000,
};

/** The stage and the webhook of docs/costs.md, for who has no template at hand. */
export function plannedUsage(ratePerSecond: number): StageUsage {
  return { ...planWebhook(plannedProd, ratePerSecond), perMonth: plannedPerMonth };
}
