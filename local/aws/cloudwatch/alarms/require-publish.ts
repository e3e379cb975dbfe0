import { z } from 'zod';
import type { StackTemplate } from '../../../boot/template/open-template.ts';
import { readProperties } from '../../../boot/template/resources.ts';
import type { StackAccess } from '../../iam/stack-access.ts';

interface Parts extends Pick<StackTemplate, 'resources' | 'world'> {
  readonly iam: StackAccess;
}

/**
 * CloudWatch publishes in its own name, to a topic that is encrypted with the topic's key.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 *
 * @throws Error in AWS's words where the policies of topic and key do not let it
 */
export function requirePublish(parts: Parts, topicArn: string, alarmArn: string): void {
  const keyArn = keyOf(parts, topicArn);
  const needs = [
    { action: 'sns:Publish', resource: topicArn },
    ...(keyArn === undefined
      ? []
      : ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ action, resource: keyArn }))),
  ];
  for (const need of needs) {
    const refused = parts.iam.checkService('cloudwatch.amazonaws.com', need, alarmArn);
    if (refused !== undefined) throw new Error(refused.message);
  }
}

const topicProperties = z.object({ KmsMasterKeyId: z.string().optional() });

/** A topic names its key by id or ARN. */
function keyOf({ resources, world }: Parts, topicArn: string): string | undefined {
  const topic = resources.ofType('AWS::SNS::Topic').find(({ ref }) => ref === topicArn);
  const key = topic && readProperties(topicProperties, topic).KmsMasterKeyId;
  if (key === undefined || key.startsWith('arn:')) return key;
  return `arn:aws:kms:${world.region}:${world.accountId}:key/${key}`;
}
