import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from './aws/client-settings.ts';
import { createOnDemand, type OnDemandOptions } from './aws/on-demand.ts';
import { streamline } from './aws/streamline.ts';
import { createTelemetry } from './telemetry/with-telemetry.ts';

/** All that a function has of AWS, traced as in its handler. To be bundled, since the bundle swaps parts of the X-Ray SDK. */
export function openAws(options: Omit<OnDemandOptions, 'captureCall'>) {
  const { tracing } = createTelemetry();
  const { captureCall } = tracing;
  const dynamo = streamline(new DynamoDBClient(clientSettings(3)), captureCall);
  const secrets = streamline(new SecretsManagerClient(clientSettings(3)), captureCall);
  return {
    ...createOnDemand({ ...options, captureCall }),
    tracing,
    getItem: () =>
      dynamo.send(new GetItemCommand({ TableName: 'deliveries', Key: { id: { S: 'd-1' } } })),
    getSecret: () => secrets.send(new GetSecretValueCommand({ SecretId: 'github' })),
  };
}
