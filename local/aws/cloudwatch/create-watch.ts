import type { StackTemplate } from '../../boot/template/open-template.ts';
import type { StackAccess } from '../iam/stack-access.ts';
import { callSns } from '../sns/create-topics.ts';
import type { Transition } from './alarms/alarm.ts';
import type { AlarmResource } from './alarms/alarm-definition.ts';
import { requirePublish } from './alarms/require-publish.ts';
import { createClock, type JumpingClock } from './clock.ts';
import { type CloudWatch, createCloudWatch, type Watched } from './cloudwatch.ts';
import { readDashboards } from './dashboards/dashboard.ts';
import { createMetricFilter } from './metrics/metric-filter.ts';

const alarmTypes = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'] as const;

interface WatchedParts extends Pick<StackTemplate, 'world' | 'resources'> {
  readonly iam: StackAccess;
  /** Of SNS. */
  readonly queueEndpoint: string;
  readonly log: (line: string) => void;
}

interface WatchOptions {
  readonly clockFactor?: number;
  readonly cloudWatchPort?: number;
  readonly onAlarm?: (transition: Transition) => void;
}

interface StartedWatch {
  readonly cloudWatch: CloudWatch;
  readonly endpoint: string;
}

interface DeployedWatch extends StartedWatch {
  /** The stack's own time. */
  readonly clock: JumpingClock;
  /** Whether it has just been started. */
  readonly isNew: boolean;
}

/**
 * Metrics, the template's metric filters and its alarms.
 *
 * @returns to be called with each deployment of the stack; the first one starts CloudWatch
 */
export function createWatch(
  { clockFactor, cloudWatchPort = 0, onAlarm }: WatchOptions,
  started: AsyncDisposableStack,
): (parts: WatchedParts) => Promise<DeployedWatch> {
  const clock = createClock(clockFactor);
  let running: StartedWatch | undefined;
  let current: WatchedParts;
  const start = async ({ world, resources, queueEndpoint, log }: WatchedParts) => {
    const cloudWatch = createCloudWatch({
      ...readWatched(resources),
      ...{ clock, log, region: world.region, accountId: world.accountId },
      ...(onAlarm && { onTransition: onAlarm }),
      async publish({ topicArn, alarmArn, subject, message }) {
        requirePublish(current, topicArn, alarmArn);
        await callSns(queueEndpoint, world.region, {
          Action: 'Publish',
          TopicArn: topicArn,
          Subject: subject,
          Message: message,
        });
      },
    });
    const endpoint = await cloudWatch.start(cloudWatchPort);
    return { cloudWatch, endpoint };
  };
  started.defer(() => running?.cloudWatch.stop());
  return async (parts) => {
    current = parts;
    const isNew = running === undefined;
    if (running === undefined) running = await start(parts);
    else running.cloudWatch.deploy(readWatched(parts.resources));
    return { ...running, clock, isNew };
  };
}

/** @throws Error for a metric filter that is not understood */
export function readWatched(resources: StackTemplate['resources']): Watched {
  return {
    alarms: alarmTypes.flatMap((type) =>
      resources
        .ofType(type)
        .map(({ logicalId, properties }): AlarmResource => ({ logicalId, type, properties })),
    ),
    metricFilters: resources
      .ofType('AWS::Logs::MetricFilter')
      .map(({ properties }) => createMetricFilter(properties)),
    dashboards: readDashboards(resources),
  };
}
