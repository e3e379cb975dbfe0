import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bucketPrefixes } from '../service/webhook/bucket-prefixes.ts';
import { intakeMessageLimitBytes } from './delivery-rules.ts';
import { LiveFunction } from './live-function.ts';
import type { Settings } from './settings-schema.ts';
import type { SigningSecrets } from './signing-secrets.ts';
import { grantObjects } from './webhook-bucket.ts';

export interface IngestionFunctionProps {
  readonly settings: Settings;
  readonly code: string;
  readonly queue: Queue;
  /** Holds the bodies that are too large for the queue. */
  readonly bucket: Bucket;
  /** The sources' secrets. */
  readonly secrets: SigningSecrets;
}

/**
 * Verifies a webhook and puts it on the queue. It may only do that, store large bodies, and read its sources'
 * secrets.
 */
export class IngestionFunction extends LiveFunction {
  constructor(
    scope: Construct,
    id: string,
    { settings, code, queue, bucket, secrets }: IngestionFunctionProps,
  ) {
    super(scope, id, {
      settings,
      name: 'ingestion',
      code,
      timeoutSeconds: settings.ingestionTimeoutSeconds,
      memoryMb: settings.ingestionMemoryMb,
      reservedConcurrency: settings.ingestionReservedConcurrency,
      secrets,
      environment: {
        QUEUE_URL: queue.queueUrl,
        QUEUE_MESSAGE_LIMIT_BYTES: String(intakeMessageLimitBytes(settings)),
        SOURCE_SECRET_PREFIX: secrets.prefix,
        WEBHOOK_BUCKET: bucket.bucketName,
      },
    });
    queue.grant(this.function, 'sqs:SendMessage');
    grantObjects(bucket, this.role, 's3:PutObject', bucketPrefixes.bodies);
  }
}
