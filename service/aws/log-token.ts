import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SecretsUnavailableError } from '../errors.ts';
import { parseSecret } from '../webhook/parse-secret.ts';

/**
 * Reads what a sender's log is read with: the slot `current` of the source's secret.
 *
 * @returns `undefined` while nobody has stored one
 * @throws MalformedSecretError, SecretsUnavailableError; neither quotes it
 */
export function createReadLogToken(client: Pick<SecretsManagerClient, 'send'>, prefix: string) {
  return async (source: string): Promise<string | undefined> => {
    const text = await readText(client, prefix + source);
    if (text === undefined || /^\s*(\{\s*\})?\s*$/.test(text)) return undefined;
    return parseSecret(source, text).find(({ slot }) => slot === 'current')?.value;
  };
}

async function readText(
  client: Pick<SecretsManagerClient, 'send'>,
  name: string,
): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  } catch (cause) {
    // A secret without a value, too.
    if (cause instanceof ResourceNotFoundException) return undefined;
    throw new SecretsUnavailableError(`The secret ${name} could not be read`, { cause });
  }
}
