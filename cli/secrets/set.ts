import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { setSecret } from '../../client/secrets/change-secret.ts';
import { type NewSlot, setSlot } from '../../client/secrets/set-slot.ts';
import { setToken } from '../../client/secrets/set-token.ts';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ProgramContext, print } from '../command.ts';
import { connectToChange } from '../confirm-change.ts';
import type { Connected } from '../connect.ts';
import { confirmBy, openChange } from './open-change.ts';
import { printNewSecret } from './print-secrets.ts';
import type { ChangeSecretFlags } from './secret-options.ts';

export interface SetFlags extends ChangeSecretFlags {
  readonly destination?: boolean;
  readonly deliveryLog?: boolean;
  readonly slot: string;
}

/** `spillway secrets set` */
export function set(
  source: string,
  options: SetFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    if (options.deliveryLog) {
      await setOfLog(source, options, context, connected);
      return;
    }
    if (options.destination) {
      await setOfDestination(source, options, context, connected);
      return;
    }
    if (options.slot !== 'current') {
      throw wrongUsage(
        'A source takes its sender’s secret in current; other slots are a destination’s.',
        `Is it a destination? ${connected.lines.same({ destination: true })}`,
      );
    }
    const change = await openChange(source, options, context, connected);
    const title = change.sender?.row?.title ?? source;
    const result = await setSecret(change, () =>
      context.readInput(`The secret that ${title} shows (it stays hidden): `),
    );
    print(options, context, result, printNewSecret);
  });
}

async function setOfLog(
  source: string,
  options: SetFlags,
  context: ProgramContext,
  connected: Connected,
): Promise<void> {
  const { clients, stage, lines } = connected;
  if (options.destination || options.slot !== 'current') {
    throw wrongUsage(
      'The token of a delivery log is of a source, and has no other slot.',
      `Leave the others out: ${lines.same({ destination: undefined, slot: undefined })}`,
    );
  }
  const read = createReadRoutes(context.root, options.config ?? stage.configFile);
  const { sources } = await read();
  const confirm = confirmBy(options, context, connected);
  const result = await setToken({ clients, stage: stage.name, source, sources, confirm }, (what) =>
    context.readInput(`For the delivery log of ${source}, ${what} (it stays hidden): `),
  );
  print(options, context, result, ({ source: of }, out) =>
    out.line(`The delivery log of ${of} is read from its next run on, within five minutes.`),
  );
}

async function setOfDestination(
  destination: string,
  options: SetFlags,
  context: ProgramContext,
  connected: Connected,
): Promise<void> {
  const { clients, stage } = connected;
  const { slot } = options;
  const read = createReadRoutes(context.root, options.config ?? stage.configFile);
  const { destinations } = await read();
  const config = Object.hasOwn(destinations, destination) ? destinations[destination] : undefined;
  const result = await setSlot(
    {
      clients,
      stage: stage.name,
      destination,
      slot,
      config,
      known: Object.keys(destinations),
      confirm: confirmBy(options, context, connected),
    },
    () => context.readInput(`The value of ${slot} of ${destination} (it stays hidden): `),
  );
  print(options, context, result, printNewSlot);
}

function printNewSlot({ destination, slot, slots }: NewSlot, out: Terminal): void {
  out.line(`${out.style('bold', `${destination} has a new value in slot ${slot}.`)}`);
  out.line(`It is used within the cache time. The secret's slots: ${slots.join(', ')}`);
  if (slot !== 'current' || !slots.includes('previous')) return;
  out.line('Deliveries are signed with the key before as well, `previous`.');
}
