import { MalformedSecretError } from '../../service/errors.ts';
import { destinationKeyOf } from '../../service/webhook/destination-keys.ts';
import { digestLimitOfRequest } from '../../service/webhook/verify-signature.ts';
import type { CommandLines } from '../command-lines.ts';
import type { Clients } from '../stage/clients.ts';
import type { SourceSender } from '../stage/configuration.ts';
import type { Stage } from '../stage/stage.ts';
import { type Rotation, readRotation } from './rotation.ts';
import { isKeyOf, isSecretOurs } from './secret-value.ts';
import { isPlaceholder, oldSlots } from './slot-changes.ts';
import {
  listSecretNames,
  readStoredSecret,
  type SecretOwner,
  type Slots,
  type StoredSecret,
} from './stored-secret.ts';

export interface ListedSecret {
  readonly name: string;
  /** Of a source, as the configuration names it. */
  readonly sender?: string;
  readonly slots: readonly string[];
  /** ISO 8601: when a value last changed. */
  readonly changedAt?: string;
  readonly ageSeconds?: number;
  /** What is wrong with it, and the command that mends it, where one does. */
  readonly problem?: string;
  readonly mendBy?: string;
  /** Of each slot that is valid beside `current`. */
  readonly rotations: readonly Rotation[];
  /** Only where they were asked for, of the embedded stack. */
  readonly values?: Slots;
}

export interface SecretList {
  readonly stage: string;
  readonly sources: readonly ListedSecret[];
  readonly destinations: readonly ListedSecret[];
  /** By source: the tokens that senders' logs of deliveries are read with. Their values are never read out. */
  readonly deliveryLogs: readonly ListedSecret[];
}

export interface ListOptions {
  readonly stage: Stage;
  readonly senders: ReadonlyMap<string, SourceSender>;
  readonly lines: CommandLines;
  readonly isRevealed: boolean;
  readonly now: Date;
  readonly quietSeconds: number;
}

/** The secrets of a stage and how old they are. Reads them, to know their slots; keeps no value unless asked to. */
export async function listSecrets(clients: Clients, options: ListOptions): Promise<SecretList> {
  const [sources, destinations, deliveryLogs] = await Promise.all([
    listAll(clients, options, 'source'),
    listAll(clients, options, 'destination'),
    listAll(clients, { ...options, isRevealed: false }, 'delivery-log'),
  ]);
  return { stage: options.stage.name, sources, destinations, deliveryLogs };
}

// One after the other: Secrets Manager's quotas are shared with the functions that verify.
async function listAll(clients: Clients, options: ListOptions, owner: SecretOwner) {
  const listed: ListedSecret[] = [];
  const names = await listSecretNames(clients.secretsManager, options.stage.name, owner);
  for (const name of names) listed.push(await listOne(clients, options, owner, name));
  if (owner !== 'source') return listed;
  const missing = [...options.senders].filter(([name]) => !names.includes(name));
  return [...listed, ...missing.map(([name, { name: sender }]) => ({ name, sender, ...noSecret }))];
}

const noSecret = {
  slots: [],
  rotations: [],
  problem: 'has no secret: it was not deployed to this stage',
} as const;

type Problem = Pick<ListedSecret, 'problem' | 'mendBy'>;
type FindProblem = (
  options: ListOptions,
  name: string,
  sender: SourceSender | undefined,
  slots: Slots,
) => Problem;

const problemIn: Readonly<Record<SecretOwner, FindProblem>> = {
  source: problemOf,
  destination: (options, name, _, slots) => destinationProblem(options, name, slots),
  'delivery-log': () => ({}),
};

async function listOne(
  clients: Clients,
  options: ListOptions,
  owner: SecretOwner,
  name: string,
): Promise<ListedSecret> {
  const sender = owner === 'source' ? options.senders.get(name) : undefined;
  const named = { name, ...(sender && { sender: sender.name }) };
  try {
    const stored = await readStoredSecret(clients.secretsManager, options.stage.name, owner, name);
    return {
      ...named,
      slots: Object.keys(stored.slots),
      changedAt: stored.changedAt.toISOString(),
      ageSeconds: Math.round((options.now.getTime() - stored.changedAt.getTime()) / 1000),
      ...problemIn[owner](options, name, sender, stored.slots),
      rotations: owner === 'source' ? await readRotations(clients, options, name, stored) : [],
      ...(options.isRevealed && { values: stored.slots }),
    };
  } catch (error) {
    if (!(error instanceof MalformedSecretError)) throw error;
    const problem =
      owner === 'delivery-log'
        ? noToken(options, name)
        : { problem: `${error.message}. All is refused.` };
    return { ...named, slots: [], rotations: [], ...problem };
  }
}

function problemOf(
  { stage, lines }: ListOptions,
  source: string,
  sender: SourceSender | undefined,
  slots: Slots,
): Problem {
  if (sender === undefined) return { problem: 'no source of the configuration has this name' };
  const { name, row } = sender;
  // In development the generated secret is as good as any.
  if (!stage.isEmbedded && !isSecretOurs(name, row) && isPlaceholder(slots)) {
    const problem = 'its sender shows a secret of its own; until that is stored nothing gets in';
    return { problem, mendBy: lines.other(['secrets', 'set', source]) };
  }
  const active = 1 + oldSlots(slots).length;
  if (active > digestLimitOfRequest) {
    const problem = `it has ${active} valid slots, of which the first ${digestLimitOfRequest} are tried: retire some`;
    return { problem };
  }
  const unusable = Object.keys(slots).find((slot) => !isKeyOf(row, slots[slot] ?? ''));
  if (unusable === undefined) return {};
  return {
    problem: `its slot ${unusable} is no key of ${row.title}: it has to be replaced or retired`,
  };
}

function noToken({ lines }: ListOptions, source: string): Problem {
  return {
    problem: 'its delivery log is not read, since it has no token',
    mendBy: lines.other(['secrets', 'set', source], { deliveryLog: true }),
  };
}

function destinationProblem(
  { lines }: ListOptions,
  destination: string,
  { current }: Slots,
): Problem {
  if (current === undefined || destinationKeyOf(current) !== undefined) return {};
  const mendBy = lines.other(['secrets', 'set', destination], { destination: true });
  return { problem: 'its slot current is no key to sign with: nothing is delivered', mendBy };
}

function readRotations(
  { cloudWatch }: Clients,
  { stage, now, quietSeconds }: ListOptions,
  source: string,
  { slots, changedAt }: StoredSecret,
): Promise<Rotation[]> {
  return Promise.all(
    oldSlots(slots).map((slot) =>
      readRotation(cloudWatch, { stage: stage.name, source, slot, changedAt, now, quietSeconds }),
    ),
  );
}
