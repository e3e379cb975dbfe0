import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import { explainError } from '../../client/explain-error.ts';
import { followLogs } from '../../client/logs/follow-logs.ts';
import type { LogEntry } from '../../client/logs/log-entry.ts';
import type { LogQuery, LogWriter } from '../../client/logs/log-query.ts';
import type { LogLevel } from '../../client/logs/log-record.ts';
import type { LogSource } from '../../client/logs/log-source.ts';
import { openLogs } from '../../client/logs/open-logs.ts';
import { readLogs } from '../../client/logs/read-logs.ts';
import { findStage } from '../../client/stage/stage.ts';
import { endLook, type ProgramContext, type Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { printEntry } from './print-entry.ts';

export interface LogsFlags extends Shared {
  readonly follow?: boolean;
  readonly function?: LogWriter;
  readonly delivery?: string;
  readonly level?: Lowercase<LogLevel>;
  readonly since?: Date;
}

const defaultMinutes = 15;

/** `spillway logs` */
export async function logs(
  options: LogsFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const stage = findStage(command.optsWithGlobals<Shared>().stage, context.root);
  const lines = createCommandLines(command);
  refuseDelivery(options, lines);
  const client = openLogs(stage);
  try {
    const { signal, sleep } = context;
    await printAll({ stage: stage.name, client, signal, sleep }, options, context);
  } catch (error) {
    throw explainError(error, stage, lines);
  } finally {
    client.destroy();
    context.err.progress('');
  }
}

/** The API reads no webhook: its log has no ids of them. */
function refuseDelivery({ function: name, delivery }: LogsFlags, lines: CommandLines): void {
  if (name !== 'gateway' || delivery === undefined) return;
  const remedy = `See its way instead: \`${lines.other(['trace', delivery])}\``;
  throw wrongUsage(
    "The API's log names no webhook, so that --delivery finds nothing in it.",
    remedy,
  );
}

async function printAll(
  source: LogSource,
  options: LogsFlags,
  context: ProgramContext,
): Promise<void> {
  const { follow = false, json = false } = options;
  const query = queryFrom(options, context.now());
  const entries = follow ? followLogs(source, query) : readLogs(source, query);
  let printed = 0;
  let read = 0;
  context.err.progress('reading …');
  for await (const entry of entries) {
    read += 1;
    if (isNoise(entry)) context.err.progress(`read ${read} lines …`);
    else {
      printed += 1;
      context.err.progress('');
      printEntry(context.out, entry, json);
    }
  }
  if (printed === 0 && !source.signal.aborted) {
    context.err.line(`Nothing was logged since ${new Date(query.since).toISOString()}.`);
  }
  // To follow ends with Ctrl-C: there is no other end.
  if (!follow) endLook(context);
}

function queryFrom(options: LogsFlags, now: number): LogQuery {
  const { function: name, delivery, level, since } = options;
  return {
    since: since?.getTime() ?? now - defaultMinutes * 60_000,
    ...(name === undefined ? {} : { functions: [name] }),
    ...(delivery === undefined ? {} : { deliveryId: delivery }),
    ...(level === undefined ? {} : { level: level.toUpperCase() as LogLevel }),
  };
}

/** Metrics, and what Lambda says of an invocation that went well. */
function isNoise({ record: { kind, level } }: LogEntry): boolean {
  return kind === 'metrics' || (kind === 'platform' && level === 'INFO');
}
