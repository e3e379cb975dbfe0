import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Stage } from './stage.ts';

export interface Clients {
  readonly sqs: SQSClient;
  readonly cloudWatch: CloudWatchClient;
  readonly secretsManager: SecretsManagerClient;
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  destroy(): void;
}

/** For a deployed stage, region and credentials are found as every AWS tool finds them. */
export function createClients({ connection }: Stage): Clients {
  const shared = connection
    ? { region: connection.region, credentials: connection.credentials }
    : {};
  const sqs = new SQSClient({
    ...shared,
    ...(connection ? { endpoint: connection.sqsEndpoint, useQueueUrlAsEndpoint: false } : {}),
  });
  const cloudWatch = new CloudWatchClient({
    ...shared,
    ...(connection ? { endpoint: connection.cloudWatchEndpoint } : {}),
  });
  const secretsManager = new SecretsManagerClient({
    ...shared,
    ...(connection ? { endpoint: connection.secretsEndpoint } : {}),
  });
  const s3 = new S3Client({
    ...shared,
    ...(connection ? { endpoint: connection.s3Endpoint, forcePathStyle: true } : {}),
  });
  const dynamo = new DynamoDBClient({
    ...shared,
    ...(connection ? { endpoint: connection.tableEndpoint } : {}),
  });
  return {
    sqs,
    cloudWatch,
    secretsManager,
    s3,
    dynamo,
    destroy() {
      sqs.destroy();
      cloudWatch.destroy();
      secretsManager.destroy();
      s3.destroy();
      dynamo.destroy();
    },
  };
}
