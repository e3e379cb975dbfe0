import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { countResent } from '../../client/audit/count-resent.ts';
import { withGoOn, wrongUsage } from '../../client/command-error.ts';
import { explainError } from '../../client/explain-error.ts';
import { countArchived, findArchive } from '../../client/replay/archive.ts';
import {
  type ReplayOptions,
  type ReplayResult,
  replay as replayArchive,
} from '../../client/replay/replay.ts';
import { bucketName } from '../../client/stage/bucket.ts';
import { checkDestinations, createReadRoutes } from '../../client/stage/configuration.ts';
import { accountOf, findQueue } from '../../client/stage/queues.ts';
import { exitCodeOf } from '../../client/terminal/exit-codes.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import type { Connected } from '../connect.ts';
import { printReplay } from './print-replay.ts';

export interface ReplayFlags extends ChangeFlags {
  readonly source: string;
  readonly from: Date;
  readonly to?: Date;
  readonly type?: readonly string[];
  readonly toDestination?: readonly string[];
  readonly config?: string;
  readonly rate: number;
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly run?: string;
}

/** `spillway replay` */
export function replay(
  options: ReplayFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, (connected) => replayRun(connected, options, context));
}

/** What is asked for, with all that the flags leave open. */
interface Run {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
  readonly flags: ReplayFlags;
}

type Place = Pick<ReplayOptions, 'bucket' | 'queueUrl'>;

async function replayRun(
  connected: Connected,
  flags: ReplayFlags,
  context: ProgramContext,
): Promise<void> {
  const { clients, stage } = connected;
  const { from, to = new Date(context.now()), run: id = randomUUID(), source } = flags;
  if (from >= to) throw wrongUsage('--from must be before --to.');
  const run: Run = { id, from, to, flags };
  await checkDestinations(
    flags.toDestination ?? [],
    createReadRoutes(context.root, flags.config ?? stage.configFile),
  );
  const queueUrl = await findQueue(clients.sqs, stage.name, 'intake');
  const bucket = await bucketName(clients.s3, stage, queueUrl);
  const archiveBegins = await findArchive(clients.s3, bucket, source);
  const result = await send(connected, run, { bucket, queueUrl }, context);
  if (!flags.dryRun) await countResent(clients.cloudWatch, stage.name, result.sent);
  const report = {
    ...{ run: id, source, from: from.toISOString(), to: to.toISOString(), archiveBegins },
    ...{ dryRun: flags.dryRun ?? false, ...result, ...goOnAfter(connected, run, result) },
  };
  print(flags, context, report, printReplay);
  context.setExitCode(exitCodeOf(result.stopped, result.refused.length + result.unreadable.length));
}

async function send(
  connected: Connected,
  run: Run,
  place: Place,
  context: ProgramContext,
): Promise<ReplayResult> {
  const { clients, stage } = connected;
  const { signal, now, sleep, err } = context;
  const { dryRun = false, source, type: types = [], rate, limit, toDestination } = run.flags;
  const [from, to] = [run.from.getTime(), run.to.getTime()];
  if (!dryRun) {
    await confirm(connected, run, place, context);
    err.line(`Run ${run.id}. If it ends early, go on with: ${goOn(connected, run)}`);
  }
  return replayArchive(clients, {
    ...{ ...place, source, from, to, types, dryRun, signal, now, sleep, ratePerSecond: rate },
    limit: limit ?? Number.POSITIVE_INFINITY,
    marks: { nonce: run.id, ...(toDestination === undefined ? {} : { to: toDestination }) },
    onProgress: (count, upTo) => {
      const share = Math.floor((100 * (Date.parse(upTo) - from)) / (to - from));
      const done = dryRun ? 'counted' : 'sent';
      err.progress(`${done} ${count}, received up to ${upTo} (${share} % of the time)`);
    },
  }).catch((error: unknown) => {
    const explained = explainError(error, stage, connected.lines);
    throw dryRun ? explained : withGoOn(explained, goOn(connected, run));
  });
}

async function confirm(connected: Connected, run: Run, place: Place, context: ProgramContext) {
  const { source, type, rate, limit, toDestination } = run.flags;
  const [from, to] = [run.from.getTime(), run.to.getTime()];
  await confirmChange(connected, run.flags, context, async () => {
    const count = await countArchived(connected.clients.s3, { ...place, source, from, to });
    const only = type === undefined ? '' : `, of these only ${type.join(', ')}`;
    const atMost = limit === undefined ? '' : `, ${limit} at most`;
    const there = toDestination === undefined ? '' : ` to ${toDestination.join(', ')}`;
    return {
      what: `Replay webhooks of ${source}${there} (the archive has ${count} from ${run.from.toISOString()} to ${run.to.toISOString()}${only}${atMost}), ${rate} a second`,
      account: accountOf(place.queueUrl),
    };
  });
}

function goOn({ lines }: Connected, run: Run, changes = {}): string {
  return lines.same({ from: run.from, to: run.to, run: run.id, ...changes });
}

/** What SQS refused lies somewhere behind: only from the beginning does the run come by it again. */
function goOnAfter(connected: Connected, run: Run, result: ReplayResult) {
  const { goOnFrom, refused, stopped, sent } = result;
  const { dryRun, limit } = run.flags;
  if (dryRun) return {};
  if (refused.length > 0) return { goOn: goOn(connected, run) };
  if (goOnFrom === undefined) return {};
  // After an interruption as many as are left; behind a limit as many again.
  const left = stopped === 'interrupted' && limit ? { limit: limit - sent || limit } : {};
  return { goOn: goOn(connected, run, { from: new Date(goOnFrom), ...left }) };
}
