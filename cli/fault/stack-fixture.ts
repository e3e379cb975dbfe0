import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StackDescription, writeStackFile } from '../../client/stack-file.ts';
import type { Faults } from '../../local/faults/faults.ts';
import { startFaults } from '../../local/faults/start-faults.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';
import { stackEnvironment } from '../../test/factories/stack-environment.ts';
import type { ProgramContext } from '../command.ts';

export interface StackFixture {
  readonly faults: Faults;
  readonly stackFile: string;
  /** What `npm start` says of faults. */
  readonly said: readonly string[];
  /** Runs a command line and gives what it wrote. */
  run(args: readonly string[], context?: Partial<ProgramContext>): Promise<string>;
  stop(): Promise<void>;
}

const address = 'http://127.0.0.1:1';

/** The part of an embedded stack that switches faults, with its stack file. For tests. */
export async function startStackFixture(
  changes: Partial<StackDescription> = {},
): Promise<StackFixture> {
  const root = mkdtempSync(join(tmpdir(), 'spillway-faults-'));
  const started = new AsyncDisposableStack();
  const said: string[] = [];
  const { faults, faultsUrl, aimAt } = await startFaults(0, (line) => said.push(line), started);
  aimAt(['app', 'audit']);
  const description: StackDescription = {
    pid: process.pid,
    stage: 'dev',
    endpoint: `${address}/dev`,
    sinkUrl: address,
    faultsUrl,
    sources: { github: { sender: 'github', secret: 'secret' } },
    env: stackEnvironment(address),
    ...changes,
  };
  const stackFile = join(root, '.spillway', 'stack.json');
  writeStackFile(description, stackFile);
  return {
    ...{ faults, said, stackFile },
    run: (args, context = {}) => runSpillway(args, { root, ...context }),
    async stop() {
      await started.disposeAsync();
      rmSync(root, { recursive: true });
    },
  };
}
