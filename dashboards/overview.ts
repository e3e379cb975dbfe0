import type { IAlarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { deadLettersRow } from './rows/dead-letters.ts';
import { edgeRow } from './rows/edge.ts';
import { evidenceRow } from './rows/evidence.ts';
import { ingestionRow, processingRow } from './rows/functions.ts';
import { latencyRow } from './rows/latency.ts';
import { parkedRow } from './rows/parked.ts';
import { purposeRow } from './rows/purpose.ts';
import { queueRow } from './rows/queue.ts';
import { serviceLevelRow } from './rows/service-level.ts';
import { webhooksRow } from './rows/webhooks.ts';
import type { Watched } from './watched.ts';

/** Answers "is it healthy?" From the top: what we promise, how the webhooks ended, then each part on their way. */
export function overviewWidgets(watched: Watched, alarms: readonly IAlarm[]): IWidget[][] {
  return [
    purposeRow(watched, alarms),
    serviceLevelRow(watched),
    webhooksRow(watched),
    edgeRow(watched),
    ingestionRow(watched),
    queueRow(watched),
    processingRow(watched),
    parkedRow(watched),
    latencyRow(watched),
    deadLettersRow(watched),
    evidenceRow(watched),
  ];
}
