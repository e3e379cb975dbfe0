import type { Command } from 'commander';
import { CommandError, wrongUsage } from '../../client/command-error.ts';
import { createReadRecords } from '../../client/deliveries/delivery-records.ts';
import { openLogs } from '../../client/logs/open-logs.ts';
import { type BadKind, badTexts } from '../../client/send/bad-kinds.ts';
import type { Channel } from '../../client/send/channel.ts';
import { type Composed, composeWebhook } from '../../client/send/compose.ts';
import { listExamples } from '../../client/send/list-examples.ts';
import { chooseSource, openChannel } from '../../client/send/open-channel.ts';
import { readSources } from '../../client/send/read-sources.ts';
import { sendMany } from '../../client/send/send-many.ts';
import { sendBad, sendOne } from '../../client/send/send-one.ts';
import { createReadRoutes, receiversOf } from '../../client/stage/configuration.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';
import { type Connected, connect } from '../connect.ts';
import { printExamples } from './print-examples.ts';
import { printBad, printMany, printOne } from './print-sent.ts';
import { readBody } from './read-body.ts';
import { warnOfType } from './warn-of-type.ts';

export interface SendFlags extends ChangeFlags {
  readonly source?: string | undefined;
  readonly example?: string;
  readonly type?: string;
  readonly body?: string;
  readonly list?: boolean;
  readonly bad?: BadKind;
  /** Seconds; `false` for `--no-wait`. */
  readonly wait: number | false;
  readonly count: number;
  readonly rate: number;
  readonly config?: string;
}

/** `spillway send` */
export function send(
  source: string | undefined,
  options: SendFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  refuseContradictions(source, options);
  const flags = { ...options, source: source ?? options.source };
  if (flags.list) return connect(command, context, (connected) => list(connected, flags, context));
  return connectToChange(command, context, (connected) => sendTo(connected, flags, context));
}

function refuseContradictions(
  source: string | undefined,
  { source: other, example, body, bad, count }: SendFlags,
): void {
  if (source !== undefined && other !== undefined && source !== other) {
    throw wrongUsage(`It can't be sent both to ${source} and to ${other}.`, 'Leave --source out.');
  }
  if (body !== undefined && example !== undefined) {
    throw wrongUsage('--body and --example both say what to send.', 'Leave one of them out.');
  }
  if (bad !== undefined && count > 1) {
    throw wrongUsage('--bad sends one webhook.', 'Leave --count out.');
  }
}

async function list(connected: Connected, flags: SendFlags, context: ProgramContext) {
  const sources = await readSources(connected.stage, context.root, flags.config);
  const { source } = flags;
  if (source !== undefined) chooseSource(sources, source);
  print(flags, context, listExamples(sources, source), (listed, out) =>
    printExamples(listed, out, connected.lines, source !== undefined),
  );
}

async function sendTo(connected: Connected, flags: SendFlags, context: ProgramContext) {
  const sources = await readSources(connected.stage, context.root, flags.config);
  const source = chooseSource(sources, flags.source);
  const body = flags.body === undefined ? undefined : await readBody(flags.body, context);
  const { channel, account } = await openChannel(source, sources, connected);
  const composed = composeWebhook(channel, {
    ...{ ...flags, body },
    listLine: connected.lines.other(['send', source], { list: true }),
  });
  warnOfType(channel, flags, context.err);
  const number = flags.count === 1 ? 'a webhook' : `${flags.count} webhooks`;
  await confirmChange(connected, flags, context, async () => ({
    what: `Send ${number} to ${source}`,
    account,
  }));
  if (flags.bad !== undefined) await runBad(channel, composed, flags.bad, flags, context);
  else if (flags.count > 1) await runMany(channel, composed, flags, context);
  else await runOne(connected, channel, composed, flags, context);
}

async function runOne(
  { stage, clients, lines }: Connected,
  channel: Channel,
  composed: Composed,
  flags: SendFlags,
  context: ProgramContext,
): Promise<void> {
  const { now, sleep, signal, root, err } = context;
  const client = openLogs(stage);
  const readRoutes = createReadRoutes(root, flags.config ?? stage.configFile);
  try {
    const sent = await sendOne(channel, composed, {
      ...{ now, sleep, signal, readRoutes },
      logs: { stage: stage.name, client, signal, sleep },
      readRecords: createReadRecords(clients.dynamo, stage.name, async () =>
        receiversOf(await readRoutes()),
      ),
      pauseMs: stage.isEmbedded ? 200 : 1000,
      waitMs: flags.wait === false ? 0 : flags.wait * 1000,
      onProgress: (text) => err.progress(text),
    });
    print(flags, context, sent, (result, out) => printOne(result, out, lines));
    const { status } = sent.answer;
    if (status >= 300 || status < 200) throw refused(channel, status);
    if (signal.aborted) context.setExitCode(exitCodes.interrupted);
  } finally {
    client.destroy();
  }
}

async function runMany(
  channel: Channel,
  composed: Composed,
  flags: SendFlags,
  context: ProgramContext,
): Promise<void> {
  const { count, rate: ratePerSecond } = flags;
  const { now, sleep, signal, err } = context;
  const { source } = channel;
  const sent = await sendMany({
    ...{ channel, composed, count, ratePerSecond, now, sleep, signal },
    onProgress: (done) => err.progress(`sent ${done} of ${count}`),
  });
  print(flags, context, { source, ...sent }, (result, out) => printMany(result, count, out));
  const others = Object.entries(sent.answers).filter(([status]) => !status.startsWith('2'));
  if (others.length > 0) throw notAll(others, sent.accepted);
  if (signal.aborted) context.setExitCode(exitCodes.interrupted);
}

function notAll(others: readonly [string, number][], accepted: number): CommandError {
  const list = others.map(([status, times]) => `${times} × ${status}`).join(', ');
  return new CommandError(
    `Not all were accepted: ${list}.`,
    accepted === 0 ? undefined : 'A sender would send those again; this command does not.',
    { exitCode: accepted === 0 ? exitCodes.failed : exitCodes.partly },
  );
}

function refused({ source }: Channel, status: number): CommandError {
  return new CommandError(`${source} refused it with ${status}.`);
}

async function runBad(
  channel: Channel,
  composed: Composed,
  kind: BadKind,
  flags: SendFlags,
  context: ProgramContext,
): Promise<void> {
  const sent = await sendBad(channel, composed, kind, context.now());
  const { status, reason } = sent.answer;
  const isRefused = status >= 400 && status < 500 && reason === sent.expected;
  print(flags, context, { bad: kind, ...sent, isRefused }, printBad);
  if (isRefused) return;
  throw new CommandError(
    status < 300
      ? `${channel.source} accepted it, though it was ${badTexts[kind]}.`
      : `${channel.source} refused it with ${status}, but not for ${sent.expected}.`,
  );
}
