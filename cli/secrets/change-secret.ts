import { MalformedSecretError } from '../../service/webhook/parse-secret.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import type { Clients } from '../clients.ts';
import { CommandError } from '../command-error.ts';
import { describeRotation, type NewSecret } from './print-secrets.ts';
import { type Rotation, readRotation } from './rotation.ts';
import { checkSecretValue, generateSecretValue, isSecretOurs } from './secret-value.ts';
import { isPlaceholder, withNewSecret, withoutSlot } from './slot-changes.ts';
import type { SourceSender } from './source-sender.ts';
import {
  readStoredSecret,
  type Slots,
  type StoredSecret,
  writeStoredSecret,
} from './stored-secret.ts';

export interface SecretChange {
  readonly clients: Clients;
  readonly stage: string;
  /** Added to the commands that are suggested. */
  readonly stageFlag: string;
  readonly source: string;
  /** Undefined where the configuration doesn't declare the source. */
  readonly sender: SourceSender | undefined;
  readonly isForced: boolean;
}

/**
 * Makes up a secret and puts it in front of the one before, which stays valid.
 *
 * @throws CommandError for a sender that shows a secret of its own, and in the middle of a rotation
 */
export async function rotateSecret(change: SecretChange): Promise<NewSecret> {
  const { source } = change;
  const { name, row } = declared(change);
  if (!isSecretOurs(name, row)) {
    throw new CommandError(
      `${row.title} shows a secret of its own: none that is made up here would do.`,
      `Renew it there (${row.documentation || 'as its documentation says'}), then store it: \`npx spillway secrets set ${source}${change.stageFlag}\`.`,
    );
  }
  const secret = generateSecretValue(row);
  const slots = await putInFront(change, secret);
  return {
    ...{ source, sender: name, secret, enterAt: placeOf(source, row) },
    slots: Object.keys(slots),
    next: [
      `Paste it there. Both secrets are accepted, the new one within the cache time (a minute unless configured otherwise).`,
      ...lastSteps(change),
    ],
  };
}

/**
 * Stores the secret that the sender shows. The one before stays valid, unless it never was the sender's.
 *
 * @param readInput gives the secret; called only once everything else is in order
 * @throws CommandError for a value that can't be this sender's secret, and in the middle of a rotation
 */
export async function setSecret(
  change: SecretChange,
  readInput: () => Promise<string>,
): Promise<NewSecret> {
  const { name, row } = declared(change);
  const { slots } = await read(change);
  // Before the question is put: an answer that can't be used should not have been asked for.
  withNewSecret(change.source, slots, 'any', change.isForced);
  const value = checkSecretValue(await readInput(), row);
  if (value === slots.current) {
    throw new CommandError('That is the current secret already.', 'Nothing was changed.');
  }
  const written = await putInFront(change, value);
  const isRotation = written.previous !== undefined;
  return {
    ...{ source: change.source, sender: name, slots: Object.keys(written) },
    next: isRotation
      ? lastSteps(change)
      : [
          'Webhooks signed with it are accepted within the cache time, a minute unless configured otherwise.',
        ],
  };
}

export interface RetireOptions {
  readonly slot: string;
  readonly isRemoved: boolean;
  readonly quietSeconds: number;
  readonly now: Date;
}

export interface RetiredSecret {
  readonly source: string;
  readonly slots: readonly string[];
  readonly rotation: Rotation;
}

/**
 * Takes an old secret out of use.
 *
 * @throws CommandError while it is in use, or nothing shows that it isn't, unless forced
 */
export async function retireSecret(
  change: SecretChange,
  { slot, isRemoved, quietSeconds, now }: RetireOptions,
): Promise<RetiredSecret> {
  const { clients, stage, source } = change;
  const { slots, changedAt } = await read(change);
  const left = withoutSlot(source, slots, slot, isRemoved);
  const rotation = await readRotation(clients.cloudWatch, {
    ...{ stage, source, slot, changedAt, now, quietSeconds },
  });
  if (rotation.state !== 'safe' && !change.isForced && !slot.startsWith('retired')) {
    throw new CommandError(
      `${describeRotation(source, rotation)}.`,
      'Webhooks signed with it would be refused from now on. --force retires it all the same, as one does with a secret that leaked.',
    );
  }
  await writeStoredSecret(clients.secretsManager, stage, source, left);
  return { source, slots: Object.keys(left), rotation };
}

async function read({ clients, stage, source, isForced }: SecretChange): Promise<StoredSecret> {
  try {
    return await readStoredSecret(clients.secretsManager, stage, 'source', source);
  } catch (error) {
    if (!(error instanceof MalformedSecretError)) throw error;
    if (isForced) return { slots: {}, changedAt: new Date(0) };
    throw malformed(source, error);
  }
}

function malformed(source: string, cause: MalformedSecretError): CommandError {
  const remedy = `Nothing gets in with it. Mend it in Secrets Manager, or replace all of it: \`npx spillway secrets rotate ${source} --force\`, or \`set\`.`;
  return new CommandError(`${cause.message}.`, remedy, { cause });
}

async function putInFront(change: SecretChange, value: string): Promise<Slots> {
  const { clients, stage, source, isForced } = change;
  const { name, row } = declared(change);
  const { slots } = await read(change);
  const isUnused = isPlaceholder(slots) && !isSecretOurs(name, row);
  const changed = isUnused ? { current: value } : withNewSecret(source, slots, value, isForced);
  await writeStoredSecret(clients.secretsManager, stage, source, changed);
  return changed;
}

function placeOf(source: string, { title, takesSecretAt }: Sender): string {
  const name = title === 'Custom' ? `the sender of ${source}` : title;
  return takesSecretAt === undefined ? name : `${name} (${takesSecretAt})`;
}

function declared({ source, sender }: SecretChange): SourceSender {
  if (sender !== undefined) return sender;
  throw new CommandError(
    `The configuration declares no source ${source}.`,
    'Name the configuration of this stage: --config <file>',
  );
}

function lastSteps({ source, stageFlag }: SecretChange): readonly string[] {
  return [
    `See when the old one is no longer in use: npx spillway secrets list${stageFlag}`,
    `Then retire it: npx spillway secrets retire ${source}${stageFlag}`,
  ];
}
