import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Ministack, region } from './start-ministack.ts';

/** Puts values of our own in place of the generated ones, as one does who brings a secret along. */
export async function setSecrets(
  { env }: Ministack,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const client = new SecretsManagerClient({
    region,
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const [SecretId, current] of Object.entries(values)) {
    const SecretString = JSON.stringify({ current });
    await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  }
  client.destroy();
}
