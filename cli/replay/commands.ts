import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { bucketName } from '../bucket.ts';
import {
  type Connected,
  connect,
  type ProgramContext,
  print,
  type Shared,
  withShared,
} from '../command.ts';
import { CommandError } from '../command-error.ts';
import { explainError } from '../explain-error.ts';
import { positiveInteger, positiveNumber } from '../numbers.ts';
import { findQueue } from '../queues.ts';
import { createReadRoutes } from '../stage-routes.ts';
import { checkDestinations } from './check-destinations.ts';
import { findArchive } from './find-archive.ts';
import { goOnCommand, type ReplayCommandLine } from './go-on.ts';
import { pointInTime } from './point-in-time.ts';
import { printReplay } from './print-replay.ts';
import { type ReplayResult, replay } from './replay.ts';

interface ReplayFlags extends Shared {
  readonly source: string;
  readonly from: number;
  readonly to?: number;
  readonly type?: readonly string[];
  readonly toDestination?: readonly string[];
  readonly config?: string;
  readonly rate: number;
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly run?: string;
}

const examples = `
Examples:
  npx spillway replay --source github --from 2h --dry-run
  npx spillway replay --source github --from 2026-11-25T10:00Z --to 2026-11-25T11:00Z --limit 1
  npx spillway replay --stage prod --source github --from 1d --type push --to-destination app --rate 10
A run that was ended, however: the same command with --run <id>, which was shown at its start.`;

/** `spillway replay` */
export function addReplay(program: Command, context: ProgramContext): void {
  const time = pointInTime(context.now);
  withShared(program.command('replay'), context)
    .description('Sends webhooks through once more, from the archive of a source that keeps one.')
    .requiredOption('--source <name>', 'whose webhooks')
    .requiredOption('--from <time>', 'the first: ISO 8601, or an age such as 30m, 2h, 1d', time)
    .option('--to <time>', 'up to this time, which is not in it (default: now)', time)
    .option('--type <type>', 'only this event type; may be repeated', collect)
    .option('--to-destination <name>', 'only there; may be repeated', collect)
    .option(
      '--config <file>',
      "where destinations' names are looked up (default: spillway.config.ts)",
    )
    .option('--rate <per second>', 'how many a second', positiveNumber, 50)
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--dry-run', 'say what would be sent, and send nothing')
    .option('--run <id>', 'go on with a run: what it sent is not delivered again', runId)
    .addHelpText('after', examples)
    .action((options: ReplayFlags) =>
      connect(options, context, (connected) => runReplay(connected, options, context)),
    );
}

async function runReplay(connected: Connected, options: ReplayFlags, context: ProgramContext) {
  const { clients, stage } = connected;
  const { source, dryRun = false, run = randomUUID(), to = context.now() } = options;
  const range = { source, from: options.from, to };
  if (range.from >= to) throw new CommandError('--from must be before --to.');
  await checkDestinations(
    options.toDestination ?? [],
    createReadRoutes(context.root, options.config ?? stage.configFile),
  );
  const queueUrl = await findQueue(clients.sqs, stage.name, 'intake');
  const bucket = await bucketName(clients.s3, stage, queueUrl);
  const archiveBegins = await findArchive(clients.s3, bucket, source);
  const asked = { ...options, run, from: iso(range.from), to: iso(to) };
  if (!dryRun) context.err.line(`Run ${run}. If it ends early, go on with: ${goOnCommand(asked)}`);
  const where = { bucket, queueUrl, types: options.type ?? [], ratePerSecond: options.rate };
  const result = await replay(clients, {
    ...{ ...range, ...where, dryRun },
    ...{ signal: context.signal, now: context.now, sleep: context.sleep },
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    marks: marksOf(run, options),
    onProgress: (count, upTo) => {
      const share = Math.floor((100 * (Date.parse(upTo) - range.from)) / (to - range.from));
      const done = dryRun ? 'counted' : 'sent';
      context.err.progress(`${done} ${count}, received up to ${upTo} (${share} % of the time)`);
    },
  }).catch((error: unknown) => {
    throw withGoOn(explainError(error, stage), goOnCommand(asked));
  });
  const known = { run, source, from: asked.from, to: asked.to, dryRun, archiveBegins };
  print(options, context, { ...known, ...result, ...goOn(asked, result) }, printReplay);
}

/** What SQS refused lies somewhere behind: only from the beginning does the run come by it again. */
function goOn(
  asked: ReplayCommandLine & { readonly dryRun?: boolean },
  { goOnFrom, refused }: ReplayResult,
) {
  const from = refused.length > 0 ? asked.from : goOnFrom;
  return from === undefined || asked.dryRun ? {} : { goOn: goOnCommand({ ...asked, from }) };
}

function withGoOn({ message, remedy, cause }: CommandError, command: string): CommandError {
  const goOn = `To go on with this run: ${command}`;
  return new CommandError(message, remedy === undefined ? goOn : `${remedy}\n${goOn}`, { cause });
}

function marksOf(nonce: string, { toDestination: to }: ReplayFlags) {
  return { nonce, ...(to === undefined ? {} : { to }) };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function runId(text: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 64 letters, digits and dashes.');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
