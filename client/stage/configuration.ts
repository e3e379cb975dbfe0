import { join } from 'node:path';
import { customSender } from '../../infra/custom-sender-schema.ts';
import type { Cadence } from '../../service/webhook/cadence.ts';
import { cadencesOf } from '../../service/webhook/cadences-of.ts';
import {
  eventsSource,
  type SourceConfig,
  type SpillwayConfig,
} from '../../service/webhook/configuration.ts';
import { handlerName } from '../../service/webhook/handler-name.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { senders } from '../../service/webhook/senders.ts';
import { CommandError } from '../command-error.ts';
import type { StackDescription } from '../stack-file.ts';
import { unknownName } from '../unknown-name.ts';
import type { Stage } from './stage.ts';

/** What a stage does with webhooks, as this checkout says. */
export type StageRoutes = Pick<SpillwayConfig, 'sources' | 'events' | 'routes' | 'destinations'>;

/**
 * Reads the configuration when it is first asked for: most dead letters say themselves what became of them.
 *
 * @param changedAt when its file was edited, in milliseconds since 1970: a process that runs on reads it anew by that
 * @throws CommandError for a configuration that can't be loaded, saying what to mend
 */
export function createReadRoutes(root: string, config: string | undefined, changedAt?: number) {
  let routes: Promise<StageRoutes> | undefined;
  return (): Promise<StageRoutes> => {
    routes ??= load(config ?? join(root, 'spillway.config.ts'), changedAt);
    return routes;
  };
}

async function load(file: string, changedAt: number | undefined): Promise<StageRoutes> {
  const { loadConfiguration } = await import('../../infra/configuration.ts');
  try {
    return (await loadConfiguration(file, changedAt)).config;
  } catch (cause) {
    throw notLoaded(cause);
  }
}

function notLoaded(cause: unknown): CommandError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const remedy = 'Mend it, or name the configuration of this stage: --config <file>';
  return new CommandError(message, remedy, { cause });
}

/** All that a webhook may be delivered to, by the names that deliveries are remembered by. */
export function receiversOf({ routes, destinations }: StageRoutes): readonly string[] {
  const handlers = routes.flatMap(({ name, handler }) => (handler ? [handlerName(name)] : []));
  return [...Object.keys(destinations), ...handlers];
}

/** What metrics and circuits are named by, and what is expected of which source. */
export interface StageNames {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly cadences: Readonly<Record<string, Cadence>>;
}

export function namesOf({ sources, events, destinations }: StageRoutes): StageNames {
  return {
    sources: [...Object.keys(sources), ...(events ? [eventsSource] : [])],
    destinations: Object.keys(destinations),
    cadences: cadencesOf({ sources, ...(events && { events }) }),
  };
}

/** With a misspelt destination every webhook would be filtered. @throws CommandError that names the known ones */
export async function checkDestinations(
  names: readonly string[],
  readRoutes: () => Promise<StageRoutes>,
): Promise<void> {
  if (names.length === 0) return;
  const known = receiversOf(await readRoutes());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw unknownName('destination', unknown, known);
}

/** Who sends to a source. */
export interface SourceSender {
  /** As the configuration names it. */
  readonly name: string;
  readonly row: Sender;
  /** Of a sender that signs the URL. */
  readonly publicUrl?: string | undefined;
}

/**
 * The senders of all sources. The running embedded stack says itself which they are: it may have been started with
 * another configuration.
 *
 * @param config of `--config`; it goes before what the stack says
 * @throws CommandError for a configuration that can't be loaded, saying what to mend
 */
export async function readSenders(
  { stack }: Stage,
  root: string,
  config: string | undefined,
): Promise<ReadonlyMap<string, SourceSender>> {
  if (stack && config === undefined) {
    const named = Object.entries(stack.sources);
    const known = named.map(([source, described]) => [source, knownSender(described)] as const);
    return new Map(known.filter((each): each is Known => each[1] !== undefined));
  }
  const { sources } = await createReadRoutes(root, config)();
  return new Map(
    Object.entries(sources).map(([source, each]) => [
      source,
      { name: each.sender, row: senderOf(each), publicUrl: each.publicUrl },
    ]),
  );
}

type Known = readonly [source: string, sender: SourceSender];
type CustomRow = Extract<SourceConfig, { sender: 'custom' }>['custom'];

/** @returns `undefined` for a sender that this version does not know */
export function knownSender({
  sender: name,
  custom,
  publicUrl,
}: StackDescription['sources'][string]): SourceSender | undefined {
  const described = customSender.safeParse(custom);
  if (name === 'custom' && described.success) {
    const row = senderOf({ sender: 'custom', custom: described.data as CustomRow });
    return { name, row, publicUrl };
  }
  const rows: Readonly<Record<string, Sender>> = senders;
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  return row && { name, row, publicUrl };
}
