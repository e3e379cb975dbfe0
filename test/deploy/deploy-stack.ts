import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand, tail } from './run-command.ts';
import { accountId, type Ministack, region } from './start-ministack.ts';

export interface StackOutputs {
  readonly Endpoint: string;
  readonly IntakeQueueUrl: string;
  readonly DeadLetterQueueUrl: string;
}

const outputsSchema = z.record(
  z.string(),
  z.object({ Endpoint: z.url(), IntakeQueueUrl: z.url(), DeadLetterQueueUrl: z.url() }),
);

const root = join(import.meta.dirname, '../..');

/** The CDK CLI, run as `npx cdk` runs it, on MiniStack. */
export function createCdk(
  { env }: Ministack,
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
) {
  const program = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const assembly = ['--output', join(directory, 'cdk.out')];
  const cdk = async (...args: readonly string[]) => {
    const { exitCode, output } = await runCommand(process.execPath, [program, ...args], {
      timeoutSeconds: 180,
      cwd: root,
      env: { ...environment, ...env, CI: 'true', NO_COLOR: '1' },
    });
    if (exitCode !== 0) throw new Error(`cdk ${args[0]} failed (${exitCode}):\n${tail(output)}`);
  };
  return {
    bootstrap: () => cdk('bootstrap', `aws://${accountId}/${region}`, ...assembly),
    async deploy(configFile: string): Promise<StackOutputs> {
      const file = join(directory, 'outputs.json');
      const options = ['--require-approval', 'never', '--outputs-file', file, ...assembly];
      await cdk('deploy', '-c', `config=${configFile}`, ...options);
      const stacks = outputsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      const outputs = stacks['Spillway-dev'];
      if (!outputs) throw new Error('cdk deploy wrote no outputs of Spillway-dev');
      return outputs;
    },
    destroy: (configFile: string) =>
      cdk('destroy', '--force', '-c', `config=${configFile}`, ...assembly),
  };
}
