import type { Command } from 'commander';
import { listSecrets } from '../../client/secrets/list-secrets.ts';
import { readSenders } from '../../client/stage/configuration.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { printSecrets } from './print-secrets.ts';

export interface ListFlags extends Shared {
  readonly config?: string;
  readonly reveal?: boolean;
  readonly unusedHours: number;
}

/** `spillway secrets list` */
export function list(options: ListFlags, command: Command, context: ProgramContext): Promise<void> {
  return connect(command, context, async (connected) => {
    const { clients, stage, lines } = connected;
    const { root, now } = context;
    const found = await listSecrets(clients, {
      ...{ stage, lines },
      senders: await readSenders(stage, root, options.config),
      isRevealed: options.reveal ?? false,
      now: new Date(now()),
      quietSeconds: options.unusedHours * 3600,
    });
    print(options, context, found, (result, out) => printSecrets(result, out, connected));
  });
}
