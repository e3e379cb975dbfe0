import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from './settings-schema.ts';

/** The topic to which every alarm publishes when it fires and when it is over. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { stage, alarmEmail }: Settings) {
    super(scope, id);
    // AWS's own key for SNS does not let CloudWatch in, and the alarm's message would be lost:
    // https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
    const key = new Key(this, 'Key', {
      description: `Spillway, stage ${stage}: messages of the alarms`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY, // nothing permanent is encrypted with it
    });
    this.topic = new Topic(this, 'Topic', {
      topicName: `spillway-${stage}-alarms`,
      displayName: `Spillway ${stage}`,
      masterKey: key,
      enforceSSL: true,
    });
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `spillway-${stage}-*`,
    });
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail));
  }
}
