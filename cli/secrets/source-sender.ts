import { join } from 'node:path';
import { customSender } from '../../infra/custom-sender-schema.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { senders } from '../../service/webhook/senders.ts';
import { CommandError } from '../command-error.ts';
import type { Stage, StageSource } from '../stage.ts';

type CustomRow = Extract<SourceConfig, { sender: 'custom' }>['custom'];

/** Who sends to a source. */
export interface SourceSender {
  /** As the configuration names it. */
  readonly name: string;
  readonly row: Sender;
}

export interface SenderLookup {
  readonly stage: Stage;
  /** The directory of the project. */
  readonly root: string;
  /** Of `--config`. */
  readonly config: string | undefined;
}

/**
 * The senders of all sources: of the running embedded stack, which may have been started with another
 * configuration, else of the configuration.
 *
 * @throws CommandError for a configuration that can't be loaded, saying what to mend
 */
export async function readSenders(
  lookup: SenderLookup,
): Promise<ReadonlyMap<string, SourceSender>> {
  const { stage, config } = lookup;
  if (stage.sources && config === undefined) {
    const named = Object.entries(stage.sources);
    const known = named.map(([source, described]) => [source, knownSender(described)] as const);
    return new Map(known.filter((each): each is Known => each[1] !== undefined));
  }
  const sources = Object.entries(await readSources(lookup));
  return new Map(
    sources.map(([source, each]) => [source, { name: each.sender, row: senderOf(each) }]),
  );
}

type Known = readonly [source: string, sender: SourceSender];

function knownSender({ sender: name, custom }: StageSource): SourceSender | undefined {
  const described = customSender.safeParse(custom);
  if (name === 'custom' && described.success) {
    return { name, row: senderOf({ sender: 'custom', custom: described.data as CustomRow }) };
  }
  const rows: Readonly<Record<string, Sender>> = senders;
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  return row && { name, row };
}

async function readSources({ root, config }: SenderLookup) {
  const { loadConfiguration } = await import('../../infra/configuration.ts');
  const file = config ?? join(root, 'spillway.config.ts');
  try {
    const loaded = await loadConfiguration(file);
    return loaded.config.sources as Readonly<Record<string, SourceConfig>>;
  } catch (cause) {
    throw notLoaded(cause);
  }
}

function notLoaded(cause: unknown): CommandError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const remedy = 'Mend it, or name the configuration of this stage: --config <file>';
  return new CommandError(message, remedy, { cause });
}
