import { eventsSource } from '../../service/webhook/configuration.ts';
import { isActive } from '../../service/webhook/signing-secret.ts';
import { CommandError } from '../command-error.ts';
import type { CommandLines } from '../command-lines.ts';
import type { SigningKeys } from '../example-webhook/sign-example.ts';
import { accountOfArn, readStoredSecret } from '../secrets/stored-secret.ts';
import { createCallAws } from '../stage/call-aws.ts';
import type { Clients } from '../stage/clients.ts';
import type { SourceSender } from '../stage/configuration.ts';
import { readStackOutputs } from '../stage/stack-outputs.ts';
import type { Stage } from '../stage/stage.ts';
import { unknownName } from '../unknown-name.ts';
import type { Channel } from './channel.ts';
import { eventChannel } from './event-channel.ts';
import { fetchEventToken } from './fetch-event-token.ts';
import { senderChannel } from './sender-channel.ts';

/** Where webhooks of a stage can be sent to. */
export interface Sources {
  readonly senders: ReadonlyMap<string, SourceSender>;
  readonly hasEvents: boolean;
}

export function sourceNames({ senders, hasEvents }: Sources): readonly string[] {
  return [...senders.keys(), ...(hasEvents ? [eventsSource] : [])];
}

/** @throws CommandError that names the known ones */
export function chooseSource(sources: Sources, name: string | undefined): string {
  const names = sourceNames(sources);
  const chosen = name ?? names[0];
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  throw unknownName('source', name, names);
}

export interface OpenChannel {
  readonly channel: Channel;
  /** AWS's, where it is known. */
  readonly account?: string | undefined;
}

/** Reads what webhooks of the source are signed with now. @throws CommandError where that can't be had */
export async function openChannel(
  source: string,
  { senders }: Sources,
  { stage, clients, lines }: { stage: Stage; clients: Clients; lines: CommandLines },
): Promise<OpenChannel> {
  const callAws = createCallAws(clients);
  const endpoint = await endpointOf(stage, callAws);
  const sender = senders.get(source);
  if (sender === undefined) {
    return { channel: eventChannel(await fetchEventToken(stage, callAws), endpoint) };
  }
  const { slots, arn } = await readStoredSecret(
    clients.secretsManager,
    stage.name,
    'source',
    source,
  );
  const keys: SigningKeys = {
    secret: signingSecret(source, slots, lines),
    privateKey: stage.stack?.sources[source]?.privateKey,
    publicUrl: sender.publicUrl,
  };
  const account = accountOfArn(arn);
  return { channel: senderChannel(source, sender, keys, endpoint), account };
}

async function endpointOf(stage: Stage, callAws: ReturnType<typeof createCallAws>) {
  if (stage.stack !== undefined) return stage.stack.endpoint;
  const { Endpoint: endpoint } = await readStackOutputs(stage.name, callAws);
  if (endpoint !== undefined) return endpoint;
  throw new CommandError(
    `The stack Spillway-${stage.name} has no output Endpoint.`,
    `Deploy it again: \`npx cdk deploy -c stage=${stage.name}\``,
  );
}

function signingSecret(
  source: string,
  slots: Readonly<Record<string, string>>,
  lines: CommandLines,
): string {
  if (slots.current !== undefined) return slots.current;
  const active = Object.entries(slots).find(([slot, value]) => isActive({ slot, value }));
  if (active !== undefined) return active[1];
  throw new CommandError(
    `The source ${source} has no secret that is in use.`,
    `Give it one: ${lines.other(['secrets', 'set', source])}`,
  );
}
