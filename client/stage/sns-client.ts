import { SNSClient } from '@aws-sdk/client-sns';
import type { Stage } from './stage.ts';

/** Not one of all commands' clients: one needs it, and it takes time to load. On the embedded stack SQS's address is SNS's. */
export function createSnsClient({ connection }: Stage): SNSClient {
  if (connection === undefined) return new SNSClient({});
  const { sqsEndpoint: endpoint, region, credentials } = connection;
  return new SNSClient({ endpoint, region, credentials });
}
