import { type Command, InvalidArgumentError } from 'commander';
import {
  type Connected,
  connect,
  type ProgramContext,
  print,
  type Shared,
  withShared,
} from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { createCommandLines } from '../command-line.ts';
import {
  type Change,
  type ChangeFlags,
  confirmChange,
  connectToChange,
  withYes,
} from '../confirm-change.ts';
import { embeddedStage } from '../stage.ts';
import { createReadRoutes } from '../stage-routes.ts';
import { retireSecret, rotateSecret, type SecretChange, setSecret } from './change-secret.ts';
import { listSecrets } from './list-secrets.ts';
import { printNewSecret, printSecrets } from './print-secrets.ts';
import { printNewSlot, setSlot } from './set-slot.ts';
import { readSenders } from './source-sender.ts';

interface ListFlags extends Shared {
  readonly config?: string;
  readonly reveal?: boolean;
  readonly unusedHours: number;
}

interface ChangeSecretFlags extends ChangeFlags {
  readonly config?: string;
  readonly force?: boolean;
}

/** `spillway secrets …` */
export function addSecrets(program: Command, context: ProgramContext): void {
  const secrets = program
    .command('secrets')
    .description('The secrets of sources and destinations: how old they are, and their renewal.');
  addList(secrets, context);
  addRotate(secrets, context);
  addSet(secrets, context);
  addRetire(secrets, context);
}

function addList(secrets: Command, context: ProgramContext): void {
  withUnusedHours(withSecretOptions(secrets.command('list'), context))
    .description(
      'Slots and age of each secret, and whether an old one is still in use. Changes nothing, shows no value.',
    )
    .option('--reveal', 'print the values; of the embedded stack only')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets list\n  npx spillway secrets list --reveal\n  npx spillway secrets list --stage prod --json',
    )
    .action((options: ListFlags, command: Command) => {
      refuseReveal(options, command);
      return connect(command, context, async ({ clients, stage, lines }) => {
        const { root, now } = context;
        const list = await listSecrets(clients, {
          ...{ stage, lines },
          senders: await readSenders({ stage, root, config: options.config }),
          isRevealed: options.reveal ?? false,
          now: new Date(now()),
          quietSeconds: options.unusedHours * 3600,
        });
        print(options, context, list, (result, out) => printSecrets(result, out, lines));
      });
    });
}

/** Before anything is read: values of a deployed stage end in no terminal's history. */
function refuseReveal({ reveal, stage }: ListFlags, command: Command): void {
  if (!reveal || stage === embeddedStage) return;
  const lines = createCommandLines(command);
  throw wrongUsage(
    `The secrets of a deployed stage are never shown: --reveal is for the embedded stack, and ${stage} is on AWS.`,
    `Leave it out: ${lines.same({ reveal: undefined })}\nA lost secret is renewed: spillway secrets rotate --help`,
  );
}

function addRotate(secrets: Command, context: ProgramContext): void {
  withForce(withSecretOptions(secrets.command('rotate <source>'), context))
    .description(
      'Makes up a new secret in the form that the sender takes, keeps the old one valid as `previous`, and prints the new one, this once and to stdout only, to be entered at the sender.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets rotate github\n  npx spillway secrets rotate github --stage prod\n\nA secret that leaked: rotate, enter the new one at the sender, `secrets retire <source> --force`.',
    )
    .action((source: string, options: ChangeSecretFlags, command: Command) =>
      connectToChange(command, context, async (connected) => {
        const change = await changeOf(source, options, context, connected);
        const result = await rotateSecret(change);
        print(options, context, result, printNewSecret);
      }),
    );
}

interface SetFlags extends ChangeSecretFlags {
  readonly destination?: boolean;
  readonly slot: string;
}

function addSet(secrets: Command, context: ProgramContext): void {
  withForce(withSecretOptions(secrets.command('set <name>'), context))
    .description(
      'Stores the secret that a sender shows (Stripe, Slack and others choose their own), or one of a destination, and keeps the old one valid as `previous`. Reads it from stdin, or asks for it; never from an argument, which a shell would remember.',
    )
    .option('--destination', 'of the destination of this name, not of a source')
    .option('--slot <name>', 'which slot of a destination, such as url', 'current')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets set stripe\n  pbpaste | npx spillway secrets set stripe --stage prod --yes\n  npx spillway secrets set slack --stage prod --yes < secret.txt\n  npx spillway secrets set team --destination --slot url',
    )
    .action((source: string, options: SetFlags, command: Command) =>
      connectToChange(command, context, async (connected) => {
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
        const change = await changeOf(source, options, context, connected);
        const title = change.sender?.row?.title ?? source;
        const result = await setSecret(change, () =>
          context.readInput(`The secret that ${title} shows (it stays hidden): `),
        );
        print(options, context, result, printNewSecret);
      }),
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
      confirm: confirmBy(options, context, connected),
    },
    () => context.readInput(`The value of ${slot} of ${destination} (it stays hidden): `),
  );
  print(options, context, result, printNewSlot);
}

interface RetireFlags extends ChangeSecretFlags {
  readonly slot: string;
  readonly remove?: boolean;
  readonly unusedHours: number;
}

function addRetire(secrets: Command, context: ProgramContext): void {
  withUnusedHours(withForce(withSecretOptions(secrets.command('retire <source>'), context)))
    .description(
      'Ends a rotation: the old secret opens nothing any more. Refuses while it is in use. It is kept as `retired`, so that a refusal can say that the sender still signs with it.',
    )
    .option('--slot <name>', 'which one', 'previous')
    .option('--remove', "don't keep it, not even as `retired`")
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets retire github\n  npx spillway secrets retire github --stage prod --unused-hours 72\n  npx spillway secrets retire github --slot retired --remove',
    )
    .action((source: string, options: RetireFlags, command: Command) =>
      connectToChange(command, context, async (connected) => {
        const change = await changeOf(source, options, context, connected);
        const result = await retireSecret(change, {
          slot: options.slot,
          isRemoved: options.remove ?? false,
          quietSeconds: options.unusedHours * 3600,
          now: new Date(context.now()),
        });
        print(options, context, result, ({ slots }, out) => {
          out.line(out.style('bold', `${options.slot} of ${source} is retired.`));
          out.line(
            `Within the cache time nothing signed with it gets in. Its slots: ${slots.join(', ')}`,
          );
        });
      }),
    );
}

async function changeOf(
  source: string,
  options: ChangeSecretFlags,
  context: ProgramContext,
  connected: Connected,
): Promise<SecretChange> {
  const { clients, stage, lines } = connected;
  const senders = await readSenders({ stage, root: context.root, config: options.config });
  return {
    ...{ clients, source, lines, stage: stage.name, sender: senders.get(source) },
    isForced: options.force ?? false,
    confirm: confirmBy(options, context, connected),
  };
}

function confirmBy(options: ChangeFlags, context: ProgramContext, connected: Connected) {
  return (change: Change) =>
    confirmChange(connected, options, context, () => Promise.resolve(change));
}

function withSecretOptions(command: Command, context: ProgramContext): Command {
  return withShared(command, context).option(
    '--config <file>',
    'the configuration of the stage, where it is another than spillway.config.ts',
  );
}

function withForce(command: Command): Command {
  return withYes(command).option('--force', 'do it though the old secret is, or may be, in use');
}

function withUnusedHours(command: Command): Command {
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
