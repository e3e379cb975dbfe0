import { monthSeconds } from './bill.ts';
import type { Used, UsedFunction } from './read-used.ts';
import { addUsage, type StageUsage, type Usage } from './usage.ts';
import { byTime } from './usage-by-time.ts';

export interface UsedUsage {
  readonly usage: StageUsage;
  /** What CloudWatch has no data of, and is taken as planned. */
  readonly planned: readonly string[];
}

const gigabyte = 2 ** 30;
const chunkBytes = 65_536;
/** Duration is exact, and each invocation is billed by milliseconds begun. */
const begunMs = 0.5;

/**
 * What a stage used by CloudWatch's counts. Receives and deletes are no metrics: there is one of each for a batch, and one
 * more receive for each empty one. With a batching window each message has its receive, as in `usual-batch.ts`.
 *
 * @param used with at least one accepted webhook
 * @param planned of the same stage: it stands for what is no metric, such as bytes to the internet and what is stored
 */
export function usedUsage(
  used: Used,
  planned: Omit<StageUsage, 'perMonth'>,
  batchWindowSeconds: number,
): UsedUsage {
  const { accepted, functions, requests, aclRequests, writeUnits } = used;
  const each = (amount: number) => amount / accepted;
  const perMonth = (amount: number) => (amount * monthSeconds) / used.seconds;
  const ofWebhooks = functions.filter((one) => !isByTime(one));
  const byClock = functions.filter(isByTime);
  const logs = (isWanted: boolean) =>
    used.logBytes
      .filter(({ of }) => byTime.logGigabyte?.test(of) !== isWanted)
      .reduce((sum, { bytes }) => sum + bytes / gigabyte, 0);
  const batches = ofWebhooks.find(({ of }) => of.endsWith('-processing'))?.invocations ?? 0;
  const receives = batchWindowSeconds === 0 ? batches : receivesInWindow(used, batches);
  const counted: Usage = {
    restRequest: each(requests ?? accepted),
    ...(planned.perWebhook.aclRequest
      ? { aclRequest: each(aclRequests ?? requests ?? accepted) }
      : {}),
    ...functionUsage(ofWebhooks, each),
    queueCall: each(callsOf(used) + receives + batches),
    ...(writeUnits === undefined ? {} : { writeUnit: each(writeUnits) }),
    ...(used.readUnits === undefined ? {} : { readUnit: each(used.readUnits) }),
    ...(used.logBytes.length === 0 ? {} : { logGigabyte: each(logs(true)) }),
  };
  return {
    usage: {
      perWebhook: { ...planned.perWebhook, ...counted },
      traces: { gateway: each(requests ?? accepted), behindQueue: each(batches) },
      sampling: planned.sampling,
      perMonth: addUsage(functionUsage(byClock, perMonth), {
        logGigabyte: perMonth(logs(false)),
        queueCall: perMonth(used.emptyReceives ?? 0),
      }),
    },
    planned: missingOf(used, planned),
  };
}

const isByTime = ({ of }: UsedFunction) => byTime.gigabyteSecond?.test(of) ?? false;

function functionUsage(functions: readonly UsedFunction[], per: (amount: number) => number): Usage {
  const sum = (amount: (one: UsedFunction) => number) =>
    functions.reduce((all, one) => all + amount(one), 0);
  return {
    invocation: per(sum(({ invocations }) => invocations)),
    gigabyteSecond: per(
      sum(
        ({ durationMs, invocations, memoryMb }) =>
          ((durationMs + begunMs * invocations) / 1000) * (memoryMb / 1024),
      ),
    ),
  };
}

function callsOf({ sent = 0, sentBytes = 0 }: Used): number {
  return Math.max(sent, sentBytes / chunkBytes);
}

function receivesInWindow({ sent, accepted }: Used, batches: number): number {
  return Math.max(batches, sent ?? accepted);
}

function missingOf(used: Used, { perWebhook }: Pick<StageUsage, 'perWebhook'>): readonly string[] {
  const unread = {
    'API Gateway': used.requests,
    WAF: perWebhook.aclRequest ? used.aclRequests : 0,
    SQS: used.sent,
    'write units of DynamoDB': used.writeUnits,
    logs: used.logBytes.length === 0 ? undefined : 0,
  };
  return Object.entries(unread).flatMap(([name, value]) => (value === undefined ? [name] : []));
}
