import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type ReadableResource, readableResources } from '../../client/stage/readable-template.ts';
import type { SynthesizeOptions } from '../../infra/synthesize.ts';
import { startSynthesis } from '../../local/boot/synthesis/start-synthesis.ts';
import { fixtureInputs } from './fixture-inputs.ts';

const resourceSchema = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });
const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      properties: z.object({ terminationProtection: z.boolean().default(false) }).optional(),
    }),
  ),
});

export interface SynthesizedStack {
  /** As written, for `Template.fromJSON`. */
  readonly template: z.output<typeof templateSchema>;
  readonly resources: readonly ReadableResource[];
  readonly ofType: (type: string) => readonly ReadableResource[];
  /** At least one: what is said of each of them would be true of none. */
  readonly someOfType: (type: string) => readonly ReadableResource[];
  readonly isProtected: boolean;
}

/**
 * Synthesizes as `cdk synth` does, or takes what the same inputs gave before, and reads the template back. The
 * configuration and the settings are the tests' own where no other ones are named.
 */
export async function synthesizeStack(
  options: Omit<SynthesizeOptions, 'outdir'> = {},
): Promise<SynthesizedStack> {
  const { stage, configFile, context } = fixtureInputs(options);
  const outdir = await mkdtemp(join(tmpdir(), 'spillway-synth-'));
  try {
    const { stackName } = await startSynthesis(
      {
        context: { ...context, ...(stage === undefined ? {} : { stage }) },
        outdir,
        configFile,
      },
      new AbortController().signal,
    );
    return await readAssembly(outdir, stackName);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

/** @param assembly the folder that a synthesis wrote */
export async function readAssembly(assembly: string, stackName: string): Promise<SynthesizedStack> {
  const read = async (name: string) => JSON.parse(await readFile(join(assembly, name), 'utf8'));
  const { artifacts } = manifestSchema.parse(await read('manifest.json'));
  const template = templateSchema.parse(await read(`${stackName}.template.json`));
  const resources = readableResources(template);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const someOfType = (type: string) => {
    const found = ofType(type);
    if (found.length === 0) throw new Error(`${stackName} has no ${type}`);
    return found;
  };
  const isProtected = artifacts[stackName]?.properties?.terminationProtection ?? false;
  return { template, resources, ofType, someOfType, isProtected };
}
