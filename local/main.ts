import { once } from 'node:events';
import { resolve } from 'node:path';
import { curlLine } from '../client/example-webhook/curl-line.ts';
import { removeStackFile, type StackDescription, writeStackFile } from '../client/stack-file.ts';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import { printableLines } from '../client/terminal/printable.ts';
import { whenNpmEnds } from '../client/when-npm-ends.ts';
import { senderOf } from '../service/webhook/sender-of.ts';
import { eventCurlLines } from './aws/cognito/events-access.ts';
import type { EmbeddedStack } from './boot/embedded-stack.ts';
import { startStack } from './boot/start-stack.ts';
import { type CommandLine, help, readCommandLine, UsageError } from './terminal/command-line.ts';
import { explainFailure } from './terminal/explain-failure.ts';
import { createArrivalPrinter } from './terminal/show-arrivals.ts';

/** Webhooks and log lines come from others: nothing of them is an order to the terminal. */
const print = (line: string) => process.stdout.write(`${printableLines(line)}\n`);

async function main(): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(2));
  if (commandLine.isHelp) {
    process.stdout.write(help);
    return;
  }
  const stopping = new AbortController();
  listenForStop(() => stopping.abort());
  const arrivals = createArrivalPrinter(print);
  const stack = await startUnlessStopped(commandLine, stopping.signal, arrivals);
  if (stack !== undefined) await runUntilStopped(stack, commandLine, stopping.signal);
  arrivals.stop();
  if (process.connected) process.disconnect();
}

async function startUnlessStopped(
  { port, context, configFile, isQuiet }: CommandLine,
  signal: AbortSignal,
  { arrived: onArrival, messageArrived: onMessage }: ReturnType<typeof createArrivalPrinter>,
): Promise<EmbeddedStack | undefined> {
  const began = performance.now();
  print('Starting Spillway on this machine: synthesizing the template …');
  try {
    const stack = await startStack({
      ...portsFrom(port),
      context,
      signal,
      ...(configFile === undefined ? {} : { configFile }),
      log: (line) => print(`  ${line}`),
      ...(isQuiet ? {} : { onArrival, onMessage }),
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

async function runUntilStopped(
  stack: EmbeddedStack,
  { isUnlisted, configFile }: CommandLine,
  signal: AbortSignal,
): Promise<void> {
  const description = {
    ...describe(stack),
    ...(configFile === undefined ? {} : { configFile: resolve(configFile) }),
  };
  if (!isUnlisted) writeStackFile(description);
  introduce(stack);
  process.send?.({ type: 'ready', ...description });
  if (!signal.aborted) await once(signal, 'abort');
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

/** npm hands a Ctrl-C on that the terminal has sent to this process as well: that is one, not two. */
const sameSignalMs = 500;

/** Stops on the first signal; the second one ends the process whatever it is doing. */
function listenForStop(stop: () => void): void {
  let firstAt: number | undefined;
  const onStop = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop();
    } else if (performance.now() - firstAt > sameSignalMs) {
      removeStackFile(process.pid);
      process.exit(exitCodes.interrupted);
    }
  };
  process.on('SIGINT', onStop);
  process.on('SIGTERM', onStop);
  process.on('message', (message) => {
    if (Object(message).type === 'stop') onStop();
  });
  // Nobody is left who would press Ctrl-C.
  const onAlone = () => {
    if (firstAt === undefined) onStop();
  };
  process.on('disconnect', onAlone);
  process.on('SIGHUP', onAlone);
  process.stdout.on('error', onAlone);
  whenNpmEnds(process.env.npm_lifecycle_event !== undefined, onAlone);
}

function describe(stack: EmbeddedStack): StackDescription {
  const { stage, endpoint, sinkUrl, faultsUrl, sources, env } = stack;
  const described = Object.entries(sources).map(([name, { config, ...source }]) => [
    name,
    { ...source, ...(config.sender === 'custom' ? { custom: config.custom } : {}) },
  ]);
  return {
    pid: process.pid,
    stage,
    endpoint,
    sinkUrl,
    faultsUrl,
    sources: Object.fromEntries(described),
    env: { ...env },
  };
}

function introduce(stack: EmbeddedStack): void {
  print(`  API           ${stack.endpoint}/webhooks/{source}`);
  const { sinkUrl, env } = stack;
  print(`  Destinations  ${sinkUrl}  (what arrived: ${sinkUrl}/deliveries, ${sinkUrl}/messages)`);
  print(`  SQS, SNS, S3  ${env.AWS_ENDPOINT_URL_SQS}`);
  const { AWS_ENDPOINT_URL_SESV2: ses } = env;
  if (ses !== undefined) print(`  SES           ${ses}  (a browser shows the mails there)`);
  print('\nSend a signed webhook; a shell takes these lines as they are:\n');
  for (const [name, source] of Object.entries(stack.sources)) {
    const url = `${stack.endpoint}/webhooks/${name}`;
    const { sender, secret, privateKey, config } = source;
    const signing = { secret, privateKey, publicUrl: config.publicUrl, now: Date.now() };
    const line = curlLine(url, sender, senderOf(config), signing);
    print(line ?? `${url}  (${sender}: can't be signed here)`);
    print('');
  }
  if (stack.events === undefined) return;
  print('Send an event of your own service, with a token:\n');
  for (const line of eventCurlLines(stack.endpoint, stack.events)) print(line);
  print('');
}

main().catch((error: unknown) => {
  process.stderr.write(`${printableLines(explainFailure(error, process.argv.slice(2)))}\n`);
  process.exit(error instanceof UsageError ? exitCodes.usage : exitCodes.failed);
});
