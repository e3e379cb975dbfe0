#!/usr/bin/env node
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CommanderError } from 'commander';
import { CommandError } from './command-error.ts';
import { createProgram } from './program.ts';
import { readHidden } from './secrets/read-hidden.ts';
import { createTerminal } from './terminal.ts';

const { NO_COLOR, SPILLWAY_STAGE } = process.env;
const noColor = Boolean(NO_COLOR);
const err = createTerminal(process.stderr, noColor);
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
// `| head` has read enough.
process.stdout.on('error', (error) => {
  if (Object(error).code !== 'EPIPE') throw error;
  process.exit();
});

const program = createProgram({
  root: join(import.meta.dirname, '..'),
  defaultStage: SPILLWAY_STAGE,
  out: createTerminal(process.stdout, noColor),
  err,
  signal: interruption.signal,
  now: Date.now,
  sleep: (milliseconds) => setTimeout(milliseconds),
  readInput: (prompt) => readHidden(process.stdin, process.stderr, prompt),
});

try {
  await program.parseAsync();
} catch (error) {
  // commander has written its own errors already.
  if (!(error instanceof CommanderError)) report(error);
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
}

function report(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  err.line(`${err.style('red', 'error')}: ${message}`);
  if (error instanceof CommandError && error.remedy) err.line(error.remedy);
}
