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
  const at = (endpoint: string | undefined) =>
    connection && endpoint
      ? { endpoint, region: connection.region, credentials: connection.credentials }
      : {};
  const clients = {
    sqs: new SQSClient({
      ...at(connection?.sqsEndpoint),
      ...(connection && { useQueueUrlAsEndpoint: false }),
    }),
    cloudWatch: new CloudWatchClient(at(connection?.cloudWatchEndpoint)),
    secretsManager: new SecretsManagerClient(at(connection?.secretsEndpoint)),
    s3: new S3Client({
      ...at(connection?.s3Endpoint),
      ...(connection && { forcePathStyle: true }),
    }),
    dynamo: new DynamoDBClient(at(connection?.tableEndpoint)),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
