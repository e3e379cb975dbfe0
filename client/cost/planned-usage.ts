import { type PlannedFigures, plannedFigures as planned } from './planned-figures.ts';
import type { Sampling, StageUsage, Usage } from './usage.ts';

/** What of a stage's template decides on what a webhook uses. */
export interface PlannedStage {
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
  sampling: { perSecond: 0, share: 0.01 },
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

/** A webhook as it is planned, in the settings of a stage. */
export function planWebhook(
  stage: PlannedStage,
  figures: PlannedFigures = planned,
): Omit<StageUsage, 'perMonth'> {
  const batches = 1 / figures.webhooksPerBatch;
  const lines = logBytes(figures, stage, batches);
  const logGigabyte = lines / gigabyte;
  const sentBytes = figures.bodyBytes + figures.deliveryOverheadBytes + figures.answerBytes;
  return {
    perWebhook: {
      ...{ restRequest: 1, writeUnit: figures.writeUnits },
      ...(stage.hasAcl ? { aclRequest: 1 } : {}),
      // Sent, and for each batch received and deleted.
      queueCall: 1 + 2 * batches,
      invocation: 1 + batches,
      gigabyteSecond:
        (millisecond / kilobyte) *
        (figures.ingestionMs * stage.ingestionMemoryMb +
          batches * figures.processingMs * stage.processingMemoryMb),
      logGigabyte,
      gigabyteOut: sentBytes / gigabyte,
      ...keptUsage({ logGigabyte }, stage.logDays),
    },
    traces: { gateway: 1, behindQueue: batches },
    sampling: stage.sampling,
  };
}

function logBytes(figures: PlannedFigures, { hasSystemLog }: PlannedStage, batches: number) {
  const own =
    figures.ingestionLogBytes + figures.processingLogBytes + batches * figures.batchMetricsBytes;
  const system = hasSystemLog ? (1 + batches) * figures.systemLogBytes : 0;
  return own + figures.accessLogBytes + system;
}

/** The stage and the webhook of docs/costs.md, for who has no template at hand. */
export const plannedUsage: StageUsage = {
  ...planWebhook(plannedProd),
  perMonth: {
    ...{ customMetric: planned.ownMetrics, alarmMetric: 91, compositeAlarm: 5, dashboard: 2 },
    ...{ acl: 1, aclRule: 1, secret: 3, secretCall: planned.secretCallsPerMonth },
    // The audit reads 12 metrics every five minutes.
    metricRead: 105_120,
    // Five pollers, each of which waits 20 s for a message.
    queueCall: 657_000,
  },
};
