import type { Command } from 'commander';
import { accountOf, readTellingAlarms } from '../../client/alarms/deployed-alarms.ts';
import { wrongUsage } from '../../client/command-error.ts';
import { startMaintenance } from '../../client/maintenance/maintenance.ts';
import { formatSeconds } from '../../client/terminal/format.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';

export interface OnFlags extends ChangeFlags {
  /** Seconds. */
  readonly for: number;
  readonly reason: string;
}

const longestMinutes = 15 * 24 * 60;

/** `spillway maintenance on` */
export function on(options: OnFlags, command: Command, context: ProgramContext): Promise<void> {
  const minutes = Math.ceil(options.for / 60);
  if (minutes > longestMinutes) throw wrongUsage('--for is at most 15 days (360h).');
  if (options.reason.length > 1_024) throw wrongUsage('--reason has at most 1024 characters.');
  return connectToChange(command, context, async (connected) => {
    const { clients, stage, lines } = connected;
    await confirmChange(connected, options, context, async () => ({
      what: `Mute the alarms for ${formatSeconds(60 * minutes)}, but for those of dead letters and lost webhooks`,
      account: accountOf(await readTellingAlarms(clients.cloudWatch, stage.name)),
    }));
    const { reason } = options;
    const started = await startMaintenance(clients.cloudWatch, stage.name, {
      ...{ now: context.now(), minutes, reason },
    });
    print(options, context, started, ({ from, until, muted, telling }, out) => {
      out.line(
        out.style('bold', `${muted.length} alarms tell nobody from ${from} until ${until}.`),
      );
      out.line(`These still do: ${telling.join(', ')}`);
      out.line(`To end it sooner: ${lines.other(['maintenance', 'off'])}`);
    });
  });
}
