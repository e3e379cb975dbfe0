import type { StackTemplate } from '../../boot/template/open-template.ts';
import type { StackAccess } from '../iam/stack-access.ts';
import { findMappingId } from '../lambda/event-source-mapping/mapping-settings.ts';
import { callSns } from '../sns/create-topics.ts';
import type { AlarmResource } from './alarms/alarm-definition.ts';
import { requirePublish } from './alarms/require-publish.ts';
import { createClock } from './clock.ts';
import { type CloudWatch, createCloudWatch } from './cloudwatch.ts';
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
}

/** Starts metrics, the template's metric filters and its alarms. */
export async function watchTemplate(
  { world, resources, iam, queueEndpoint, log }: WatchedParts,
  { clockFactor, cloudWatchPort = 0 }: WatchOptions,
  started: AsyncDisposableStack,
): Promise<{ readonly cloudWatch: CloudWatch; readonly endpoint: string }> {
  const mappings = resources.ofType('AWS::Lambda::EventSourceMapping');
  const alarms = alarmTypes.flatMap((type) =>
    resources
      .ofType(type)
      .map(({ logicalId, properties }): AlarmResource => ({ logicalId, type, properties })),
  );
  const cloudWatch = createCloudWatch({
    clock: createClock(clockFactor),
    alarms,
    metricFilters: resources
      .ofType('AWS::Logs::MetricFilter')
      .map(({ properties }) => createMetricFilter(properties)),
    region: world.region,
    accountId: world.accountId,
    mappingIdOf: (functionName, queueName) => findMappingId(mappings, functionName, queueName),
    async publish({ topicArn, alarmArn, subject, message }) {
      requirePublish({ iam, resources, world }, topicArn, alarmArn);
      await callSns(queueEndpoint, world.region, {
        Action: 'Publish',
        TopicArn: topicArn,
        Subject: subject,
        Message: message,
      });
    },
    log,
  });
  const endpoint = await cloudWatch.start(cloudWatchPort);
  started.defer(() => cloudWatch.stop());
  return { cloudWatch, endpoint };
}
