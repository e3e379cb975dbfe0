import { type Bill, createBill } from '../cost/bill.ts';
import { plannedFigures } from '../cost/planned-figures.ts';
import { plannedUsage } from '../cost/planned-usage.ts';
import type { StageUsage } from '../cost/usage.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import type { Load } from './load.ts';
import { attemptsOf, messageBytesOf, usualBatchOf } from './throughput.ts';

const kilobyte = 1024;
const gigabyte = 2 ** 30;
const chunkBytes = 64 * kilobyte;
/** Headers of a delivery, and the answer to a sender. */
const deliveryOverheadBytes = kilobyte;
const answerBytes = kilobyte / 2;

/** The bill of a month in which the rate never ends, without provisioned pollers. */
export function costOf(load: Load, settings: CapacitySettings): Bill {
  return createBill(usageOf(load, settings), load.ratePerSecond);
}

/** The planned stage at this rate, with what depends on the load reckoned anew. */
function usageOf(load: Load, settings: CapacitySettings): StageUsage {
  const { bodyBytes, destinations, ingestionMs, processingMs } = load;
  const attempts = attemptsOf(load, settings);
  const { webhooks, receives } = usualBatchOf(load, settings);
  const invocations = attempts / webhooks;
  const isInBucket = bodyBytes > settings.queueMessageLimitBytes;
  const messageBytes = messageBytesOf(load, settings);
  const chunks = (bytes: number) => Math.ceil(bytes / chunkBytes);
  const planned = plannedUsage(load.ratePerSecond);
  return {
    ...planned,
    perWebhook: {
      ...planned.perWebhook,
      invocation: 1 + invocations,
      gigabyteSecond:
        ((settings.ingestionMemoryMb / kilobyte) * ingestionMs +
          (settings.processingMemoryMb / kilobyte) * processingMs * invocations) /
        1000,
      // Sent, received, and deleted as a batch.
      queueCall:
        chunks(messageBytes) +
        invocations * (receives * chunks((messageBytes * webhooks) / receives) + 1),
      writeUnit: plannedFigures.writeUnits * attempts * destinations,
      gigabyteOut:
        ((bodyBytes + deliveryOverheadBytes) * attempts * destinations + answerBytes) / gigabyte,
      ...(isInBucket && { objectWrite: 1, objectRead: attempts }),
    },
    traces: { gateway: 1, behindQueue: invocations },
    sampling: { perSecond: settings.tracedPerSecond, share: settings.tracedPercent / 100 },
  };
}
