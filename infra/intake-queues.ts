import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { visibilityTimeoutSeconds } from './delivery-rules.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

/** The queue where webhooks wait for processing, and the queue for those that could not be processed. */
export class IntakeQueues extends Construct {
  readonly intake: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const protection = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: removalPolicyOf(settings),
    };

    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...protection,
      queueName: `spillway-${settings.stage}-dead-letters`,
      retentionPeriod: Duration.days(settings.deadLetterRetentionDays),
    });
    acknowledge(this.deadLetters, {
      'AwsSolutions-SQS3': 'This is the dead-letter queue.',
    });

    this.intake = new Queue(this, 'Intake', {
      ...protection,
      queueName: `spillway-${settings.stage}-intake`,
      retentionPeriod: Duration.days(settings.intakeRetentionDays),
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds(settings)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: settings.maxReceiveCount },
    });
  }
}
