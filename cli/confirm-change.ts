import type { Command } from 'commander';
import type { Change } from '../client/change.ts';
import { CommandError, wrongUsage } from '../client/command-error.ts';
import type { CommandLines } from '../client/command-lines.ts';
import { embeddedStage } from '../client/stage/embedded-stage.ts';
import type { ChangeFlags, ProgramContext } from './command.ts';
import { createCommandLines } from './command-line.ts';
import { type Connected, connect } from './connect.ts';

/** As `connect`. @throws CommandError, before AWS is asked for anything, where there is nobody to be asked */
export function connectToChange(
  command: Command,
  context: ProgramContext,
  run: (connected: Connected) => Promise<void>,
): Promise<void> {
  const options = command.optsWithGlobals<ChangeFlags & { readonly dryRun?: boolean }>();
  if (!options.dryRun) refuseUnasked(options, context, createCommandLines(command));
  return connect(command, context, run);
}

function refuseUnasked(
  { stage, yes }: ChangeFlags,
  { ask }: ProgramContext,
  lines: CommandLines,
): void {
  if (stage === embeddedStage || yes || ask) return;
  throw wrongUsage(
    `This changes the stage ${stage}, and there is no terminal to ask at.`,
    `If it is meant: ${lines.same({ yes: true })}`,
  );
}

/**
 * Asks before a deployed stage is changed; the embedded one is there to be played with.
 *
 * @param describe called only where there is something to ask
 * @throws CommandError for any answer but yes
 */
export async function confirmChange(
  { stage, clients, lines }: Connected,
  options: ChangeFlags,
  context: ProgramContext,
  describe: () => Promise<Change>,
): Promise<void> {
  refuseUnasked(options, context, lines);
  if (stage.isEmbedded || options.yes) return;
  const { what, account } = await describe();
  const where = [
    `stage ${stage.name}`,
    ...(account === undefined ? [] : [`account ${account}`]),
    await clients.sqs.config.region(),
  ];
  context.err.progress('');
  if (await context.ask?.(`${what}\nin ${where.join(', ')}? [y/N] `)) return;
  throw new CommandError('It was not confirmed.', 'Nothing was changed.');
}
