import type { Command } from 'commander';
import { CommandError, wrongUsage } from '../../client/command-error.ts';
import { firstExampleOf } from '../../client/example-webhook/examples-of.ts';
import { minimalExample } from '../../client/example-webhook/minimal-example.ts';
import { type Sent, sendExamples } from '../../client/example-webhook/send-examples.ts';
import { readSenders } from '../../client/stage/configuration.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connectEmbedded } from '../connect.ts';

export interface SendFlags extends Shared {
  readonly count: number;
  readonly rate: number;
  readonly source?: string;
}

/** `spillway send` */
export async function send(
  options: SendFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const stage = connectEmbedded(command, context, 'Sending examples');
  const { endpoint, sources } = stage.stack;
  const [first = ''] = Object.keys(sources);
  const { source = first, count, rate } = options;
  const senders = await readSenders(stage, context.root, undefined);
  const sender = senders.get(source);
  const secret = sources[source]?.secret;
  if (sender === undefined || secret === undefined) {
    const names = Object.keys(sources).join(', ');
    throw wrongUsage(`There is no source ${source}. There are: ${names}.`);
  }
  const example = firstExampleOf(sender.name) ?? minimalExample(sender.row);
  if (example === undefined) throw wrongUsage(`There is no example of ${sender.row.title}.`);
  const sent = await sendExamples({
    ...{ count, source, example, sender: sender.row },
    url: `${endpoint}/webhooks/${source}`,
    keys: { secret, privateKey: sources[source]?.privateKey },
    ratePerSecond: rate,
    signal: context.signal,
    now: context.now,
    sleep: context.sleep,
    onProgress: (done) => context.err.progress(`sent ${done} of ${count}`),
  });
  print(options, context, { source, ...sent }, (result, out) =>
    out.line(`${result.accepted} of ${count} webhooks accepted by ${source}.`),
  );
  refuseFailures(sent);
  if (context.signal.aborted) context.setExitCode(exitCodes.interrupted);
}

function refuseFailures({ answers, accepted }: Sent): void {
  const others = Object.entries(answers).filter(([status]) => !status.startsWith('2'));
  if (others.length === 0) return;
  const list = others.map(([status, times]) => `${times} × ${status}`).join(', ');
  throw new CommandError(
    `Not all were accepted: ${list}.`,
    accepted === 0 ? undefined : 'A sender would send those again; this command does not.',
    { exitCode: accepted === 0 ? exitCodes.failed : exitCodes.partly },
  );
}
