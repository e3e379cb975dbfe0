import type { ProcessingPorts } from '../../service/processing/processing.ts';
import { createRouteWebhook } from '../../service/processing/route-webhook.ts';
import { linesTo } from './line.ts';
import { rememberDeliveries } from './remembered-deliveries.ts';

const nothing = () => undefined;

/** The surroundings of processing, where nothing goes wrong and nothing is routed, but for the changes. */
export function processingPorts(changes: Partial<ProcessingPorts> = {}): ProcessingPorts {
  return {
    routeWebhook: createRouteWebhook([], { destinations: {}, codeLimitSeconds: 25 }),
    fetchBody: async () => Buffer.alloc(0),
    archivedSources: [],
    archive: async () => undefined,
    circuits: {
      check: async () => undefined,
      run: (_, work) => work(),
      settled: async () => undefined,
    },
    deliverOnce: rememberDeliveries().deliverOnce,
    sendDeadLetter: async () => undefined,
    hideMessage: async () => undefined,
    sendAgain: async () => undefined,
    onDeadLetter: nothing,
    attemptLimits: { destination: 26, own: 5 },
    maxReceiveCount: 5,
    settleSeconds: 2,
    longestParkedDays: 4,
    retries: { baseSeconds: 5, capSeconds: 900, random: () => 1 },
    logger: { warn: nothing, error: nothing },
    openLine: linesTo(),
    countNow: nothing,
    tracing: { capture: (_name, _annotations, work) => work() },
    now: Date.now,
    ...changes,
  };
}
