import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, MetricType, RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bucketPrefixes } from '../service/webhook/bucket-prefixes.ts';
import { archivedSources } from '../service/webhook/configuration.ts';
import type { SpillwayConfig } from './configuration.ts';
import { claimLeaseSeconds, deliveryLimitSeconds, settleSeconds } from './delivery-rules.ts';
import { grantDeliveries } from './delivery-table.ts';
import { grantDestinations } from './destination-permissions.ts';
import { LiveFunction } from './live-function.ts';
import type { Settings } from './settings-schema.ts';
import type { SigningSecrets } from './signing-secrets.ts';
import { grantObjects, grantReading } from './webhook-bucket.ts';

export interface ProcessingFunctionProps {
  readonly settings: Settings;
  readonly code: string;
  readonly queue: Queue;
  /** Gets webhooks that can never be delivered. */
  readonly deadLetters: Queue;
  /** Remembers the deliveries. */
  readonly deliveries: Table;
  /** Holds the bodies that are too large for the queue. */
  readonly bucket: Bucket;
  readonly config: SpillwayConfig;
  /** The destinations' secrets. */
  readonly secrets: SigningSecrets;
}

/** Takes webhooks from the queue, in batches, and delivers them. */
export class ProcessingFunction extends LiveFunction {
  /** Its id is a dimension of the metrics for partial failures. */
  readonly mapping: EventSourceMapping;

  constructor(
    scope: Construct,
    id: string,
    {
      settings,
      code,
      queue,
      deadLetters,
      deliveries,
      bucket,
      config,
      secrets,
    }: ProcessingFunctionProps,
  ) {
    super(scope, id, {
      settings,
      name: 'processing',
      code,
      timeoutSeconds: settings.processingTimeoutSeconds,
      memoryMb: settings.processingMemoryMb,
      secrets,
      // Parked webhooks go back to their own queue, at most for as long as the intake retention.
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: {
        DESTINATION_SECRET_PREFIX: secrets.prefix,
        WEBHOOK_BUCKET: bucket.bucketName,
        MAX_RECEIVE_COUNT: String(settings.maxReceiveCount),
        DESTINATION_ATTEMPTS: String(settings.destinationAttempts),
        DELIVERY_LIMIT_SECONDS: String(deliveryLimitSeconds(settings)),
        SETTLE_SECONDS: String(settleSeconds(settings)),
        INTAKE_QUEUE_URL: queue.queueUrl,
        DEAD_LETTER_QUEUE_URL: deadLetters.queueUrl,
        DELIVERY_TABLE: deliveries.tableName,
        DELIVERY_MEMORY_DAYS: String(settings.deliveryMemoryDays),
        CIRCUIT_FAILURES: String(settings.circuitFailures),
        CLAIM_LEASE_SECONDS: String(claimLeaseSeconds(settings)),
        RETRY_BASE_SECONDS: String(settings.retryBaseSeconds),
        RETRY_CAP_SECONDS: String(settings.retryCapSeconds),
        INTAKE_RETENTION_DAYS: String(settings.intakeRetentionDays),
      },
    });
    // The permissions that Lambda's pollers use in this function's name.
    queue.grant(
      this.function,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    );
    // Webhooks that have to wait go to the end of the queue again.
    queue.grant(this.function, 'sqs:SendMessage');
    deadLetters.grant(this.function, 'sqs:SendMessage');
    grantDeliveries(deliveries, this.role);
    grantReading(bucket, this.role, bucketPrefixes.bodies);
    if (archivedSources(config).length > 0) {
      grantObjects(bucket, this.role, 's3:PutObject', bucketPrefixes.archive);
    }
    grantDestinations(config.destinations, this.role);
    this.mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.alias,
      eventSourceArn: queue.queueArn,
      batchSize: settings.batchSize,
      maxBatchingWindow: Duration.seconds(settings.batchWindowSeconds),
      maxConcurrency: settings.maxConcurrency,
      reportBatchItemFailures: true,
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    this.mapping.node.addDependency(this.role);
  }
}
