import type { SQSClient } from '@aws-sdk/client-sqs';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';
import type { Point, ReadMetrics } from '../stage/metric-data.ts';
import {
  findQueue,
  type QueueDepth,
  type QueueRole,
  queueName,
  readDepth,
} from '../stage/queues.ts';

export interface QueueStatus extends QueueDepth {
  readonly name: string;
  readonly role: QueueRole;
  /**
   * SQS's own figure, which says nothing of delayed messages. Absent while CloudWatch has no recent one, and where
   * it is a 0 of a queue that shows no message.
   */
  readonly oldestAgeSeconds?: number;
  /** No delayed webhook was received longer ago. Absent where nobody knows, or none is delayed. */
  readonly oldestDelayedSeconds?: number;
}

const roles = ['intake', 'dead-letters'] as const satisfies readonly QueueRole[];
const recentSeconds = 15 * 60;
// The longest delay of SQS, and the minute in which it began: what is delayed was put back within this time.
const delayedSeconds = 16 * 60;

interface Depth extends QueueDepth {
  readonly role: QueueRole;
}

export async function readQueues(
  sqs: SQSClient,
  stage: string,
  { readMetrics, now }: { readonly readMetrics: ReadMetrics; readonly now: number },
): Promise<readonly QueueStatus[]> {
  const depths = await Promise.all(
    roles.map(async (role) => ({
      ...(await readDepth(sqs, await findQueue(sqs, stage, role))),
      role,
    })),
  );
  const ages = await readMetrics(
    roles.map((role) => ({
      namespace: 'AWS/SQS',
      name: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: queueName(stage, role) },
      statistic: 'Maximum',
    })),
    recentSeconds,
  );
  const putBack = depths.some(isPutBack) ? await readPutBack(stage, readMetrics) : [];
  return depths.map((depth, index) => ({
    name: queueName(stage, depth.role),
    ...depth,
    ...oldestOf(depth, ages[index]?.[0]?.value),
    ...(isPutBack(depth) ? oldestDelayed(putBack, now) : {}),
  }));
}

/** Only processing delays what it sends: it puts it back, and says how old it is. */
function isPutBack({ role, delayed }: Depth): boolean {
  return role === 'intake' && delayed > 0;
}

async function readPutBack(stage: string, readMetrics: ReadMetrics): Promise<readonly Point[]> {
  const age = {
    namespace: metricNamespace,
    name: 'PutBackAge',
    dimensions: { service: `spillway-${stage}-processing` },
    statistic: 'Maximum',
  } as const;
  const [points = []] = await readMetrics([age], delayedSeconds);
  return points;
}

function oldestOf({ visible, inFlight }: Depth, age: number | undefined) {
  const isEmpty = visible + inFlight === 0 && age === 0;
  return age === undefined || isEmpty ? {} : { oldestAgeSeconds: age };
}

function oldestDelayed(putBack: readonly Point[], now: number) {
  const ages = putBack.map(({ at, value }) => Math.ceil((value + now - at) / 1000));
  return ages.length === 0 ? {} : { oldestDelayedSeconds: Math.max(...ages) };
}
