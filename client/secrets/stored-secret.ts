import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  paginateListSecrets,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { parseSecret } from '../../service/webhook/parse-secret.ts';
import { CommandError } from '../command-error.ts';

/** What a secret is of. That of a delivery log has the name of its source. */
export type SecretOwner = 'source' | 'destination' | 'delivery-log';

/** Slot → value. The first one is the one that signs and answers. */
export type Slots = Readonly<Record<string, string>>;

export interface StoredSecret {
  readonly slots: Slots;
  /** When its values were last written. */
  readonly changedAt: Date;
  readonly arn?: string | undefined;
}

/** `arn:aws:secretsmanager:<region>:<account>:secret:<name>` */
export function accountOfArn(arn: string | undefined): string | undefined {
  return arn?.split(':')[4];
}

/** `spillway/<stage>/sources/`, `…/destinations/` or `…/delivery-logs/`. */
export function secretPrefix(stage: string, owner: SecretOwner): string {
  return `spillway/${stage}/${owner}s/`;
}

/** The names of the sources or destinations that have a secret, sorted. */
export async function listSecretNames(
  client: SecretsManagerClient,
  stage: string,
  owner: SecretOwner,
): Promise<readonly string[]> {
  const prefix = secretPrefix(stage, owner);
  const names: string[] = [];
  const pages = paginateListSecrets({ client }, { Filters: [{ Key: 'name', Values: [prefix] }] });
  for await (const { SecretList = [] } of pages) {
    // Secrets Manager compares word by word and without regard to case.
    const found = SecretList.flatMap(({ Name = '' }) => (Name.startsWith(prefix) ? [Name] : []));
    names.push(...found.map((found) => found.slice(prefix.length)));
  }
  return names.sort();
}

/**
 * @throws CommandError where there is no such secret, with the names that there are
 * @throws MalformedSecretError, which names the secret and never its value
 */
export async function readStoredSecret(
  client: SecretsManagerClient,
  stage: string,
  owner: SecretOwner,
  name: string,
): Promise<StoredSecret> {
  const { SecretString = '', CreatedDate, ARN } = await readValue(client, stage, owner, name);
  const slots = parseSecret(name, SecretString).map(({ slot, value }) => [slot, value]);
  return { slots: Object.fromEntries(slots), changedAt: CreatedDate ?? new Date(0), arn: ARN };
}

/** Of a secret that may hold nothing yet. @throws CommandError where there is no such secret */
export async function findSecretArn(
  client: SecretsManagerClient,
  stage: string,
  owner: SecretOwner,
  name: string,
): Promise<string | undefined> {
  return (await readValue(client, stage, owner, name)).ARN;
}

async function readValue(
  client: SecretsManagerClient,
  stage: string,
  owner: SecretOwner,
  name: string,
) {
  const SecretId = secretPrefix(stage, owner) + name;
  try {
    return await client.send(new GetSecretValueCommand({ SecretId }));
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ResourceNotFoundException') throw cause;
    throw unknownSecret(stage, owner, await listSecretNames(client, stage, owner), cause);
  }
}

function unknownSecret(
  stage: string,
  owner: SecretOwner,
  known: readonly string[],
  cause: Error,
): CommandError {
  const names = known.length === 0 ? 'none' : known.join(', ');
  const what = owner.replace('-', ' ');
  return new CommandError(
    `The stage ${stage} has no such ${what}.`,
    `Its ${what}s with a secret: ${names}. A new ${what} gets one when it is deployed.`,
    { cause },
  );
}

/** Writes all slots at once: a new version, which functions read within their cache time. */
export async function writeStoredSecret(
  client: SecretsManagerClient,
  stage: string,
  owner: SecretOwner,
  name: string,
  slots: Slots,
): Promise<void> {
  const SecretString = JSON.stringify(slots);
  // What can't be read back would shut the source.
  parseSecret(name, SecretString);
  const SecretId = secretPrefix(stage, owner) + name;
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
}
