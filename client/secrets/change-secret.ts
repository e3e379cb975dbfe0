import { MalformedSecretError } from '../../service/errors.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import type { Change } from '../change.ts';
import { CommandError } from '../command-error.ts';
import type { Clients } from '../stage/clients.ts';
import type { SourceSender } from '../stage/configuration.ts';
import { unknownName } from '../unknown-name.ts';
import { describeRotation } from './describe-rotation.ts';
import { type Rotation, readRotation } from './rotation.ts';
import { checkSecretValue, generateSecretValue, isSecretOurs } from './secret-value.ts';
import { isPlaceholder, type SlotsOwner, withNewSecret, withoutSlot } from './slot-changes.ts';
import {
  accountOfArn,
  readStoredSecret,
  type Slots,
  type StoredSecret,
  writeStoredSecret,
} from './stored-secret.ts';

export interface SecretChange extends SlotsOwner {
  readonly clients: Clients;
  readonly stage: string;
  /** Undefined where the configuration doesn't declare the source. */
  readonly sender: SourceSender | undefined;
  /** The sources that it declares. */
  readonly known: readonly string[];
  readonly isForced: boolean;
  /** Asks before anything is written. @throws CommandError for a no */
  readonly confirm: (change: Change) => Promise<void>;
}

export interface NewSecret {
  readonly source: string;
  readonly sender: string;
  /** Present where we made it up: shown this once, on stdout, because it has to be entered at the sender. */
  readonly secret?: string;
  /** The sender, and where it takes a secret. */
  readonly enterAt?: string;
  readonly slots: readonly string[];
  readonly next: readonly string[];
}

/**
 * Makes up a secret and puts it in front of the one before, which stays valid.
 *
 * @throws CommandError for a sender that shows a secret of its own, and in the middle of a rotation
 */
export async function rotateSecret(change: SecretChange): Promise<NewSecret> {
  const { source, lines } = change;
  const { name, row } = declared(change);
  if (!isSecretOurs(name, row)) {
    throw new CommandError(
      `${row.title} shows a secret of its own: none that is made up here would do.`,
      `Renew it there (${row.documentation || 'as its documentation says'}), then store it: ${lines.other(['secrets', 'set', source])}`,
    );
  }
  const secret = generateSecretValue(row);
  const stored = await read(change);
  const slots = slotsWith(change, stored, secret);
  await change.confirm(describe(change, stored, slots, 'Make up a new secret for'));
  await write(change, slots);
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
  const stored = await read(change);
  // Before the question is put: an answer that can't be used should not have been asked for.
  const planned = slotsWith(change, stored, 'any');
  await change.confirm(describe(change, stored, planned, 'Store another secret of'));
  const value = checkSecretValue(await readInput(), row);
  if (value === stored.slots.current) {
    throw new CommandError('That is the current secret already.', 'Nothing was changed.');
  }
  const written = slotsWith(change, stored, value);
  await write(change, written);
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
  const { clients, stage, source, lines } = change;
  const { slots, changedAt, arn } = await read(change);
  const left = withoutSlot(change, slots, { slot, isRemoved, renewal: renewalOf(change) });
  const rotation = await readRotation(clients.cloudWatch, {
    ...{ stage, source, slot, changedAt, now, quietSeconds },
  });
  const isOpen = !slot.startsWith('retired');
  if (rotation.state !== 'safe' && !change.isForced && isOpen) {
    throw new CommandError(
      `${describeRotation(source, rotation, lines)}.`,
      `Webhooks signed with it would be refused from now on. To retire it all the same, as one does with a secret that leaked: ${lines.same({ force: true })}`,
    );
  }
  const effect = isOpen ? `, after which nothing signed with it gets in (${rotation.state})` : '';
  await change.confirm({
    what: `Retire ${slot} of ${source}${effect}`,
    account: accountOfArn(arn),
  });
  await write(change, left);
  return { source, slots: Object.keys(left), rotation };
}

function renewalOf({ sender }: SecretChange): 'rotate' | 'set' {
  return sender === undefined || isSecretOurs(sender.name, sender.row) ? 'rotate' : 'set';
}

async function read(change: SecretChange): Promise<StoredSecret> {
  const { clients, stage, source, isForced } = change;
  try {
    return await readStoredSecret(clients.secretsManager, stage, 'source', source);
  } catch (error) {
    if (!(error instanceof MalformedSecretError)) throw error;
    if (isForced) return { slots: {}, changedAt: new Date(0) };
    throw malformed(change, error);
  }
}

function malformed({ source, lines }: SecretChange, cause: MalformedSecretError): CommandError {
  const remedy = [
    'Nothing gets in with it. Mend it in Secrets Manager, or replace all of it by one of these:',
    `  ${lines.other(['secrets', 'rotate', source], { force: true })}`,
    `  ${lines.other(['secrets', 'set', source], { force: true })}`,
  ];
  return new CommandError(`${cause.message}.`, remedy.join('\n'), { cause });
}

function slotsWith(change: SecretChange, { slots }: StoredSecret, value: string): Slots {
  const { name, row } = declared(change);
  const isUnused = isPlaceholder(slots) && !isSecretOurs(name, row);
  return isUnused ? { current: value } : withNewSecret(change, slots, value, change.isForced);
}

function write({ clients, stage, source }: SecretChange, slots: Slots): Promise<void> {
  return writeStoredSecret(clients.secretsManager, stage, 'source', source, slots);
}

function describe(
  { source }: SecretChange,
  { slots, arn }: StoredSecret,
  planned: Slots,
  what: string,
): Change {
  const kept = planned.previous === undefined ? '' : '; the one before stays valid as previous';
  const ended = slots.previous === undefined ? '' : ', and the one before that opens nothing more';
  return { what: `${what} ${source}${kept}${ended}`, account: accountOfArn(arn) };
}

function placeOf(source: string, { title, takesSecretAt }: Sender): string {
  const name = title === 'Custom' ? `the sender of ${source}` : title;
  return takesSecretAt === undefined ? name : `${name} (${takesSecretAt})`;
}

function declared({ source, sender, known, lines }: SecretChange): SourceSender {
  if (sender !== undefined) return sender;
  const ofDestination = lines.other(['secrets', 'set', source], { destination: true });
  throw unknownName('source', source, known, `If it is a destination: ${ofDestination}`);
}

function lastSteps({ source, lines }: SecretChange): readonly string[] {
  return [
    `See when the old one is no longer in use: ${lines.other(['secrets', 'list'])}`,
    `Then retire it: ${lines.other(['secrets', 'retire', source])}`,
  ];
}
