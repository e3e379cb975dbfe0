import { once } from 'node:events';
import { resolve } from 'node:path';
import { removeStackFile, type StackDescription, writeStackFile } from '../client/stack-file.ts';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import { printableLines } from '../client/terminal/printable.ts';
import { createTerminal } from '../client/terminal/terminal.ts';
import { blindObserver, observeAll } from './aws/observer.ts';
import type { EmbeddedStack } from './boot/embedded-stack.ts';
import type { Reload } from './boot/reload/reload.ts';
import { startStack } from './boot/start-stack.ts';
import { type RunningStack, type StackConsole, serveConsole } from './console/serve-console.ts';
import { describeStack } from './describe-stack.ts';
import { listenForStop } from './listen-for-stop.ts';
import { type CommandLine, help, readCommandLine } from './terminal/command-line.ts';
import { describeReload } from './terminal/describe-reload.ts';
import { explainFailure } from './terminal/explain-failure.ts';
import { introduce, introduceSource } from './terminal/introduce.ts';
import { createNarrator, type Narrator } from './terminal/narrator.ts';
import { UsageError } from './usage-error.ts';

/** Webhooks and log lines come from others: nothing of them is an order to the terminal. */
const print = (line: string) => process.stdout.write(`${printableLines(line)}\n`);

async function main(): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(2));
  if (commandLine.isHelp) {
    process.stdout.write(help);
    return;
  }
  const stopping = new AbortController();
  const isOfNpm = process.env.npm_lifecycle_event !== undefined;
  listenForStop(isOfNpm, () => stopping.abort());
  const narrator = createNarrator(createTerminal(process.stdout, Boolean(process.env.NO_COLOR)));
  const running = Promise.withResolvers<RunningStack>();
  const served = await consoleFor(commandLine, running.promise);
  const stack = await startUnlessStopped(commandLine, stopping.signal, narrator, served);
  if (stack !== undefined) {
    running.resolve({ stack, describe: () => describeStarted(stack, commandLine, served) });
    await runUntilStopped(stack, commandLine, { narrator, served, signal: stopping.signal });
  }
  await served?.stop();
  if (process.connected) process.disconnect();
}

/** Its port follows those of the stack. */
async function consoleFor({ hasConsole, port }: CommandLine, running: Promise<RunningStack>) {
  return hasConsole ? serveConsole(port === 0 ? 0 : port + 7, running) : undefined;
}

async function startUnlessStopped(
  commandLine: CommandLine,
  signal: AbortSignal,
  { log, alarm }: Narrator,
  served: StackConsole | undefined,
): Promise<EmbeddedStack | undefined> {
  const { port, context, configFile, isQuiet, isWatching, forwards, isSinkOnly } = commandLine;
  const began = performance.now();
  print('Starting Spillway on this machine: synthesizing the template …');
  try {
    const stack = await startStack({
      ...portsFrom(port),
      context,
      forward: { orders: forwards, callsThisMachine: !isSinkOnly },
      signal,
      ...(configFile === undefined ? {} : { configFile }),
      log: (line) => print(`  ${line}`),
      observer: observeAll([
        ...(isQuiet ? [] : [{ ...blindObserver, log }]),
        ...(served === undefined ? [] : [{ ...blindObserver, log: served.log }]),
      ]),
      onAlarm: alarm,
      ...(isWatching
        ? { onReload: (reload, stack) => showReload(reload, stack, commandLine, served) }
        : {}),
      onRefusal: (destination, why) => print(`  refused  a delivery to ${destination}: ${why}`),
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(`Up after ${seconds} s. Ctrl-C stops it.\n`);
    return stack;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

interface Around {
  readonly narrator: Narrator;
  readonly served: StackConsole | undefined;
  readonly signal: AbortSignal;
}

async function runUntilStopped(
  stack: EmbeddedStack,
  commandLine: CommandLine,
  { narrator, served, signal }: Around,
): Promise<void> {
  const description = describeStarted(stack, commandLine, served);
  if (!commandLine.isUnlisted) writeStackFile(description);
  introduce(stack, print, served?.url);
  process.send?.({ type: 'ready', ...description });
  if (!signal.aborted) await once(signal, 'abort');
  // What is cut off now is no news.
  narrator.stop();
  print('\nStopping …');
  removeStackFile(process.pid);
  await stack.stop();
  const total = stack.arrivals.counts().total + stack.messages.total;
  print(`Stopped. ${total} ${total === 1 ? 'delivery' : 'deliveries'} arrived.`);
}

function portsFrom(port: number) {
  const [apiPort, sinkPort, queuePort, secretsPort, cloudWatchPort, cognitoPort, faultsPort] = [
    0, 1, 2, 3, 4, 5, 6,
  ].map((offset) => (port === 0 ? 0 : port + offset));
  return {
    ...{ apiPort, sinkPort, queuePort, secretsPort, cloudWatchPort, cognitoPort, faultsPort },
  } as Record<
    | 'apiPort'
    | 'sinkPort'
    | 'queuePort'
    | 'secretsPort'
    | 'cloudWatchPort'
    | 'cognitoPort'
    | 'faultsPort',
    number
  >;
}

function showReload(
  reload: Reload,
  stack: EmbeddedStack,
  commandLine: CommandLine,
  served: StackConsole | undefined,
): void {
  print(describeReload(reload));
  if (reload.kind !== 'reloaded') return;
  if (!commandLine.isUnlisted) writeStackFile(describeStarted(stack, commandLine, served));
  for (const name of reload.newSources) introduceSource(stack, name, print);
}

function describeStarted(
  stack: EmbeddedStack,
  { configFile }: CommandLine,
  served: StackConsole | undefined,
): StackDescription {
  return {
    ...describeStack(stack),
    ...(served === undefined ? {} : { consoleUrl: served.url }),
    ...(configFile === undefined ? {} : { configFile: resolve(configFile) }),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${printableLines(explainFailure(error, process.argv.slice(2)))}\n`);
  process.exit(error instanceof UsageError ? exitCodes.usage : exitCodes.failed);
});
