import { CommandError } from '../../client/command-error.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import { type DeadLetters, openDeadLetters } from '../../client/dead-letters/open-dead-letters.ts';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import type { ProgramContext } from '../command.ts';
import type { Connected } from '../connect.ts';
import type { LetterFlags } from './letter-options.ts';

/** The dead letters of the stage that a command is connected to. */
export function lettersOf(
  { clients, stage }: Connected,
  { root }: ProgramContext,
  { config }: LetterFlags,
): Promise<DeadLetters> {
  return openDeadLetters(clients, stage, createReadRoutes(root, config ?? stage.configFile));
}

/** As `dlq summary` prints it. */
const fingerprint = /^[0-9a-f]{12}$/;

/** @param max how many the look was allowed to look at */
export function notFound(
  id: string,
  examined: number,
  { max, stage }: { readonly max: number; readonly stage: string },
  lines: CommandLines,
): CommandError {
  const message = `No dead letter of ${stage} has the delivery id or message id ${id}: ${examined} were looked at.`;
  const remedy =
    examined >= max
      ? `There may be more: ${lines.same({ max: max * 10 })}`
      : 'It was sent through again, discarded or dropped, or another command holds it: try again in a minute.';
  const ofGroup = lines.other(['dlq', 'list'], { fingerprint: id });
  return new CommandError(
    message,
    fingerprint.test(id) ? `If it is the fingerprint of a group: ${ofGroup}\n${remedy}` : remedy,
  );
}
