import { createClock } from '../aws/cloudwatch/clock.ts';
import {
  type AlarmResource,
  type CloudWatch,
  createCloudWatch,
} from '../aws/cloudwatch/cloudwatch.ts';
import { createMetricFilter } from '../aws/cloudwatch/metric-filter.ts';
import { requirePublish } from '../aws/cloudwatch/require-publish.ts';
import { findMappingId } from '../aws/lambda/event-source-mapping/create-mappings.ts';
import { callSns } from '../aws/sns/create-topics.ts';
import type { StackParts } from './stack-parts.ts';

const alarmTypes = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'] as const;

/** Starts metrics, the template's metric filters and its alarms. */
export async function watchWithCloudWatch(
  {
    world,
    resources,
    queueEndpoint,
    log,
    iam,
  }: Pick<StackParts, 'world' | 'resources' | 'queueEndpoint' | 'log' | 'iam'>,
  options: { readonly clockFactor?: number; readonly cloudWatchPort?: number },
): Promise<{ readonly cloudWatch: CloudWatch; readonly endpoint: string }> {
  const mappings = resources.ofType('AWS::Lambda::EventSourceMapping');
  const alarms = alarmTypes.flatMap((type) =>
    resources
      .ofType(type)
      .map(({ logicalId, properties }): AlarmResource => ({ logicalId, type, properties })),
  );
  const cloudWatch = createCloudWatch({
    clock: createClock(options.clockFactor),
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
  return { cloudWatch, endpoint: await cloudWatch.start(options.cloudWatchPort ?? 0) };
}
