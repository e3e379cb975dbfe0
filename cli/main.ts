#!/usr/bin/env node
// It was the command once, and npx, which looks it up only once for each folder, may still start it as that.
import { join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createTerminal } from '../client/terminal/terminal.ts';
import { whenNpmEnds } from '../client/when-npm-ends.ts';
import { createProgram } from './program.ts';
import { failureOf, reportFailure } from './report-failure.ts';

const { AWS_ENDPOINT_URL, NO_COLOR, SPILLWAY_STAGE } = process.env;
const { stdin, stdout, stderr } = process;
const noColor = Boolean(NO_COLOR);
const err = createTerminal(stderr, noColor);
const interruption = new AbortController();
const interrupt = () => interruption.abort();
// What is held is given back, whoever ends this; the second signal ends it at once.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, interrupt);
// A killed npx leaves this behind, and it must not go on moving letters that nobody watches.
whenNpmEnds(process.env.npm_lifecycle_event !== undefined, interrupt);
for (const stream of [stdout, stderr]) {
  stream.on('error', (error) => {
    // Nobody reads at a terminal that was closed.
    if (interruption.signal.aborted) return;
    // `| head` has read enough.
    if (Object(error).code !== 'EPIPE') throw error;
    process.exit();
  });
}

const program = createProgram({
  root: join(import.meta.dirname, '..'),
  defaultStage: SPILLWAY_STAGE,
  awsEndpoint: AWS_ENDPOINT_URL,
  out: createTerminal(stdout, noColor),
  writeBytes: (bytes) => void stdout.write(bytes),
  err,
  signal: interruption.signal,
  now: Date.now,
  sleep: (milliseconds) => setTimeout(milliseconds),
  async readInput(prompt) {
    const { readHidden } = await import('./ask.ts');
    return readHidden(stdin, stderr, prompt);
  },
  async readBytes() {
    const { buffer } = await import('node:stream/consumers');
    if (stdin.isTTY) err.line('Type or paste the body. Ctrl-D on an empty line ends it.');
    return buffer(addAbortSignal(interruption.signal, stdin));
  },
  ...(stdin.isTTY && stderr.isTTY ? { ask: askAtTerminal, askLine: askLineAtTerminal } : {}),
  env: process.env,
  setExitCode(code) {
    process.exitCode = code;
  },
});

async function askAtTerminal(question: string): Promise<boolean> {
  const { ask } = await import('./ask.ts');
  return ask(stdin, stderr, question);
}

async function askLineAtTerminal(question: string): Promise<string | undefined> {
  const { askLine } = await import('./ask.ts');
  return askLine(stdin, stderr, question);
}

try {
  await program.parseAsync();
} catch (error) {
  // What could not be parsed has no options yet.
  const isGiven = (flag: string) => process.argv.includes(flag);
  const failure = failureOf(error, isGiven('--debug'), interruption.signal.aborted);
  if (failure !== undefined) {
    reportFailure(failure, err, isGiven('--json'));
    process.exitCode = failure.exitCode;
  }
}
