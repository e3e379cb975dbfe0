import { expect, it } from 'vitest';
import { createTestAccess } from '../../iam/access-fixture.ts';
import { requirePublish } from './require-publish.ts';

const topicArn = 'arn:aws:sns:eu-west-1:000000000000:alarms';
const alarmArn = 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:spillway-dev-slow';
const alarms = alarmArn.replace('slow', '*');

const statement = (Action: string | readonly string[], from: string) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Condition: { ArnLike: { 'aws:SourceArn': from } },
});

function publish(topicPolicy: object, keyPolicy?: object): void {
  const parts = createTestAccess({
    Topic: {
      Type: 'AWS::SNS::Topic',
      Properties: {
        TopicName: 'alarms',
        ...(keyPolicy && { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      },
    },
    TopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: topicPolicy } },
    },
    ...(keyPolicy && {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: keyPolicy } } },
    }),
  });
  requirePublish(parts, topicArn, alarmArn);
}

const mayPublish = statement('sns:Publish', alarms);
const mayUseKey = statement(['kms:Decrypt', 'kms:GenerateDataKey*'], alarms);

it('lets CloudWatch publish where the topic’s policy and that of its key let this alarm', () => {
  expect(() => publish(mayPublish)).not.toThrow();
  expect(() => publish(mayPublish, mayUseKey)).not.toThrow();
});

it.each<[string, object, object | undefined, string]>([
  [
    'the topic’s policy is for other alarms',
    statement('sns:Publish', `${alarms}x`),
    undefined,
    'sns:Publish',
  ],
  [
    'the key’s policy is for other alarms',
    mayPublish,
    statement('kms:*', `${alarms}x`),
    'kms:GenerateDataKey',
  ],
  [
    'the key’s policy lets it write only',
    mayPublish,
    statement('kms:GenerateDataKey*', alarms),
    'kms:Decrypt',
  ],
])('does not where %s', (_what, topicPolicy, keyPolicy, action) => {
  expect(() => publish(topicPolicy, keyPolicy)).toThrow(
    `User: cloudwatch.amazonaws.com is not authorized to perform: ${action} on resource: arn:aws:`,
  );
});
