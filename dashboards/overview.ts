import type { IAlarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { edgeRow } from './rows/edge.ts';
import { purposeRow } from './rows/purpose.ts';
import { serviceLevelRow } from './rows/service-level.ts';
import { webhooksRow } from './rows/webhooks.ts';
import type { Watched } from './watched.ts';

/** Answers "is it healthy?" From the top: what we promise, how the webhooks ended, and how their senders see us. */
export function overviewWidgets(watched: Watched, alarms: readonly IAlarm[]): IWidget[][] {
  return [
    ...purposeRow(watched, alarms),
    ...serviceLevelRow(watched),
    ...webhooksRow(watched),
    ...edgeRow(watched),
  ];
}
