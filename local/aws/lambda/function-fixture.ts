import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noFunctionFaults } from '../../faults/function-faults.ts';
import type { BilledUsage, LogLine, Observer, PlatformEvent } from '../observer.ts';
import { AccountConcurrency } from './concurrency.ts';
import type { FunctionSettings } from './function-settings.ts';
import { LambdaFunction } from './lambda-function.ts';
import { loggingOf } from './logging.ts';
import type { MachineSettings } from './machine-settings.ts';

/** An observer that remembers, for tests. */
export function createRecorder() {
  const lines: LogLine[] = [];
  const events: PlatformEvent[] = [];
  /** Told beside the events themselves. */
  const billed: BilledUsage[] = [];
  const observer: Observer = {
    log: (line) => lines.push(line),
    record(event) {
      if (event.kind === 'billed-usage') billed.push(event);
      else events.push(event);
    },
  };
  return { observer, lines, events, billed };
}

export const testMachine: MachineSettings = {
  awsEnvironment: {},
  log: () => undefined,
  maxEnvironments: 4,
  maxPollers: 2,
  accountConcurrency: 1000,
  idleExpiryMs: 60_000,
  faults: noFunctionFaults,
};

function accountWith({ functionName, reservedConcurrency }: FunctionSettings): AccountConcurrency {
  const account = new AccountConcurrency(testMachine.accountConcurrency);
  account.reserve(functionName, reservedConcurrency);
  return account;
}

/** Writes a bundle as the deployment would, and runs it. For tests. */
export function createTestFunction(
  source: string,
  settings: Partial<FunctionSettings> = {},
  machine: Partial<MachineSettings> = {},
) {
  const codeFolder = mkdtempSync(join(tmpdir(), 'spillway-function-'));
  writeFileSync(join(codeFolder, 'index.mjs'), source);
  const recorder = createRecorder();
  const said: string[] = [];
  const all: FunctionSettings = {
    functionName: 'test-function',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:test-function',
    handler: 'index.handler',
    codeFolder,
    codeKey: 'test.zip',
    version: '1',
    role: 'arn:aws:iam::000000000000:role/test',
    tracing: 'PassThrough',
    memoryMb: 128,
    timeoutSeconds: 25,
    environment: {},
    credentials: {},
    logGroup: '/aws/lambda/test-function',
    logging: loggingOf(),
    region: 'us-east-1',
    ...settings,
  };
  const lambda = new LambdaFunction(
    all,
    { ...testMachine, log: (line) => said.push(line), ...machine },
    accountWith(all),
    recorder.observer,
  );
  return {
    lambda,
    ...recorder,
    /** What a user was told. */
    said,
    async stop() {
      await lambda.stop();
      rmSync(codeFolder, { recursive: true });
    },
  };
}
