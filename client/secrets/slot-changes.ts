import { CommandError } from '../command-error.ts';
import type { CommandLines } from '../command-lines.ts';
import type { Slots } from './stored-secret.ts';

/** What infra/ has Secrets Manager generate: nobody signs with it where the sender shows a secret of its own. */
const placeholder = /^[A-Za-z0-9]{44}$/;

/** What is changed, and how other commands are suggested. */
export interface SlotsOwner {
  readonly source: string;
  readonly lines: CommandLines;
}

export function isPlaceholder(slots: Slots): boolean {
  return Object.keys(slots).join() === 'current' && placeholder.test(slots.current ?? '');
}

/**
 * Puts a new secret in front. The one before it stays valid as `previous`.
 *
 * @param isForced retires what is still `previous`, in the place of refusing
 * @throws CommandError while the rotation before isn't finished: its old secret may still be in use
 */
export function withNewSecret(
  { source, lines }: SlotsOwner,
  slots: Slots,
  value: string,
  isForced: boolean,
): Slots {
  const { current, previous, ...others } = slots;
  if (previous !== undefined && !isForced) {
    throw new CommandError(
      `The last rotation of ${source} isn't finished: its previous secret is still valid.`,
      [
        `See whether it is in use: ${lines.other(['secrets', 'list'])}`,
        `Then retire it: ${lines.other(['secrets', 'retire', source])}`,
        `Or retire it now, in use or not: ${lines.same({ force: true })}`,
      ].join('\n'),
    );
  }
  return {
    current: value,
    ...(current === undefined ? {} : { previous: current }),
    ...others,
    ...(previous === undefined ? {} : { retired: previous }),
  };
}

/**
 * Takes a slot out of use. Under the name `retired` its value opens nothing any more; it only lets a refusal say
 * that the sender still has the old secret.
 *
 * @param isRemoved keeps it not even so
 * @param renewal the command that gives this source a new secret
 * @throws CommandError where there is no such slot, or it is the only one
 */
export function withoutSlot(
  { source, lines }: SlotsOwner,
  slots: Slots,
  {
    slot,
    isRemoved,
    renewal,
  }: {
    readonly slot: string;
    readonly isRemoved: boolean;
    readonly renewal: 'rotate' | 'set';
  },
): Slots {
  const renew = lines.other(['secrets', renewal, source]);
  const { [slot]: value, ...others } = slots;
  const left = Object.keys(others).filter((name) => !isRetired(name));
  if (value === undefined) {
    const names = oldSlots(slots).join(', ') || 'none';
    throw new CommandError(
      `${source} has no slot ${slot}.`,
      `Its old slots: ${names}. Begin a rotation: ${renew}`,
    );
  }
  if (left.length === 0 || slot === 'current') {
    throw new CommandError(
      `${slot} can't be retired: it is what ${source} is verified with.`,
      `Put a new one in its place first: ${renew}`,
    );
  }
  return isRemoved || isRetired(slot) ? others : { ...others, retired: value };
}

/** The slots that are valid beside `current`, until they are retired. */
export function oldSlots(slots: Slots): readonly string[] {
  return Object.keys(slots).filter((slot) => slot !== 'current' && !isRetired(slot));
}

function isRetired(slot: string): boolean {
  return /^retired(-|$)/.test(slot);
}
