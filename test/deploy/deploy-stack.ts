import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { fixtureArguments } from '../factories/fixture-inputs.ts';
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

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** What MiniStack refuses and AWS takes. Nothing of the stack refers to these. */
const refusedTypes: readonly string[] = ['AWS::Logs::QueryDefinition', 'AWS::XRay::SamplingRule'];

/** An alarm on metric math, or on other alarms, is one on a plain metric to MiniStack. */
function plain(resource: Resource): Resource {
  const { Type, Properties } = resource;
  const isComposite = Type === 'AWS::CloudWatch::CompositeAlarm';
  const isMath = Type === 'AWS::CloudWatch::Alarm' && Properties.Metrics !== undefined;
  if (!(isComposite || isMath)) return resource;
  const { AlarmName, AlarmDescription } = Properties;
  return {
    ...resource,
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ...{ AlarmName, AlarmDescription, Namespace: 'Spillway', MetricName: 'WebhookAccepted' },
      ...{ Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 1 },
      ComparisonOperator: 'GreaterThanThreshold',
    },
  };
}

/** All else is deployed as it was synthesized; what alarms and queries say is tested on the embedded stack. */
async function leaveOutWhatMinistackRefuses(file: string): Promise<void> {
  const template: Template = JSON.parse(await readFile(file, 'utf8'));
  const taken = Object.entries(template.Resources).filter(
    ([, { Type }]) => !refusedTypes.includes(Type),
  );
  const Resources = Object.fromEntries(taken.map(([id, resource]) => [id, plain(resource)]));
  await writeFile(file, JSON.stringify({ ...template, Resources }));
}

/** The CDK CLI, run as `npx cdk` runs it, on MiniStack. */
export function createCdk(
  { env }: Ministack,
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
) {
  const program = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const outdir = join(directory, 'cdk.out');
  const cdk = async (...args: readonly string[]) => {
    const { exitCode, output } = await runCommand(process.execPath, [program, ...args], {
      timeoutSeconds: 180,
      cwd: root,
      env: { ...environment, ...env, CI: 'true', NO_COLOR: '1' },
    });
    if (exitCode !== 0) throw new Error(`cdk ${args[0]} failed (${exitCode}):\n${tail(output)}`);
  };
  return {
    bootstrap: () =>
      cdk('bootstrap', `aws://${accountId}/${region}`, '--output', `${outdir}.bootstrap`),
    async synthesize(configFile: string): Promise<void> {
      const inputs = [...fixtureArguments.settings, '-c', `config=${configFile}`];
      await cdk('synth', '--quiet', ...inputs, '--output', outdir);
      await leaveOutWhatMinistackRefuses(join(outdir, 'Spillway-dev.template.json'));
    },
    /** What was synthesized, also a second time: CDK's validation of it takes longer than all else. */
    async deploy(): Promise<StackOutputs> {
      const file = join(directory, 'outputs.json');
      const options = ['--require-approval', 'never', '--outputs-file', file];
      await cdk('deploy', '--app', outdir, ...options);
      const stacks = outputsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      const outputs = stacks['Spillway-dev'];
      if (!outputs) throw new Error('cdk deploy wrote no outputs of Spillway-dev');
      return outputs;
    },
    destroy: () => cdk('destroy', '--force', '--app', outdir),
  };
}
