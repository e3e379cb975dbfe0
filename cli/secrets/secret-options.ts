import { type Command, InvalidArgumentError } from 'commander';
import type { Change } from '../../client/change.ts';
import type { SecretChange } from '../../client/secrets/change-secret.ts';
import { readSenders } from '../../client/stage/configuration.ts';
import { type Connected, type ProgramContext, withConfig, withShared } from '../command.ts';
import { type ChangeFlags, confirmChange, withYes } from '../confirm-change.ts';

export function withSecretOptions(command: Command, context: ProgramContext): Command {
  return withConfig(withShared(command, context));
}

export function withForce(command: Command): Command {
  return withYes(command).option('--force', 'do it though the old secret is, or may be, in use');
}

export function withUnusedHours(command: Command): Command {
  return command.option(
    '--unused-hours <n>',
    'how long an old secret must not have been used to be safe to remove',
    hours,
    24,
  );
}

function hours(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 14 * 24) return value;
  throw new InvalidArgumentError('It must be a number of hours, from 0 to 336.');
}

export interface ChangeSecretFlags extends ChangeFlags {
  readonly config?: string;
  readonly force?: boolean;
}

/** What it takes to change the secret of a source. */
export async function openChange(
  source: string,
  options: ChangeSecretFlags,
  context: ProgramContext,
  connected: Connected,
): Promise<SecretChange> {
  const { clients, stage, lines } = connected;
  const senders = await readSenders(stage, context.root, options.config);
  return {
    ...{ clients, source, lines, stage: stage.name, sender: senders.get(source) },
    isForced: options.force ?? false,
    confirm: confirmBy(options, context, connected),
  };
}

export function confirmBy(options: ChangeFlags, context: ProgramContext, connected: Connected) {
  return (change: Change) =>
    confirmChange(connected, options, context, () => Promise.resolve(change));
}
