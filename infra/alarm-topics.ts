import { ArnFormat, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { addSlackChannel } from './add-slack-channel.ts';
import type { Settings } from './settings-schema.ts';

/** The topics to which alarms publish when they fire and when they are over: one wakes someone, one can wait. */
export class AlarmTopics extends Construct {
  readonly pages: Topic;
  /** Absent in a stage without such alarms. */
  readonly tickets: Topic | undefined;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    // AWS's own key for SNS does not let CloudWatch in, and the alarm's message would be lost:
    // https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
    const key = new Key(this, 'Key', {
      description: `Spillway, stage ${settings.stage}: messages of the alarms`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY, // nothing permanent is encrypted with it
    });
    this.pages = this.#addTopic('Pages', settings, settings.pageUrlSecret, key);
    this.tickets = settings.ticketAlarms
      ? this.#addTopic('Tickets', settings, settings.ticketUrlSecret, key)
      : undefined;
    const all = [this.pages, ...(this.tickets ? [this.tickets] : [])];
    if (settings.slackChannelId) addSlackChannel(this, settings, all);
  }

  #addTopic(
    id: 'Pages' | 'Tickets',
    { stage, alarmEmail }: Settings,
    urlSecret: string,
    masterKey: Key,
  ): Topic {
    const topic = new Topic(this, id, {
      topicName: `spillway-${stage}-${id.toLowerCase()}`,
      displayName: `Spillway ${stage} ${id.toLowerCase()}`,
      masterKey,
      enforceSSL: true,
    });
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `spillway-${stage}-*`,
    });
    topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
    if (urlSecret) {
      // Whoever knows such a URL can wake people. CloudFormation looks it up; the template has only its name.
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
      const url = SecretValue.secretsManager(urlSecret).unsafeUnwrap();
      topic.addSubscription(new UrlSubscription(url, { protocol: SubscriptionProtocol.HTTPS }));
    }
    return topic;
  }
}
