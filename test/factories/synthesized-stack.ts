import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type ReadableResource, readableResources } from '../../client/stage/readable-template.ts';
import { writeStandIns } from '../../infra/stand-in-bundles.ts';
import { type SynthesizeOptions, synthesize } from '../../infra/synthesize.ts';
import { startSynthesis } from '../../local/boot/synthesis/start-synthesis.ts';
import { createSynthesisCache } from '../../local/boot/synthesis/synthesis-cache.ts';
import { type SynthesisInputs, synthesisKey } from '../../local/boot/synthesis/synthesis-key.ts';
import { fixtureInputs } from './fixture-inputs.ts';

type StackOptions = Pick<SynthesizeOptions, 'stage' | 'configFile' | 'context'>;

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

const cache = createSynthesisCache(join(import.meta.dirname, '../../.spillway/templates'));

/**
 * Synthesizes as `cdk synth` does, or takes what the same inputs gave before, and reads the template back. The
 * configuration and the settings are the tests' own where no other ones are named.
 *
 * The functions have no code: a template says nothing of it but its hash, and bundling it takes two thirds of the time.
 */
export function synthesizeStack(options: StackOptions = {}): Promise<SynthesizedStack> {
  return readWritten(options, async (inputs, outdir) => {
    const make = async (directory: string) => {
      const { stacks } = await synthesize({
        ...{ ...inputs, outdir: directory, isValidated: false },
        bundle: writeStandIns,
      });
      const stackName = stacks.find((stack) => /^Spillway-/.test(stack.stackName))?.stackName;
      await writeFile(join(directory, 'stack-name'), stackName ?? '');
    };
    const key = await synthesisKey(inputs);
    if (key === undefined) await make(outdir);
    else await cache.fill(key, outdir, make, new AbortController().signal);
    return await readFile(join(outdir, 'stack-name'), 'utf8');
  });
}

/** The same with the functions' code: for what has to show that a configuration can be bundled. */
export function synthesizeWithCode(options: StackOptions = {}): Promise<SynthesizedStack> {
  return readWritten(options, async (inputs, outdir) => {
    const { signal } = new AbortController();
    return (await startSynthesis({ ...inputs, outdir }, signal)).stackName;
  });
}

/** @param write gives the stack's name */
async function readWritten(
  options: StackOptions,
  write: (inputs: SynthesisInputs, outdir: string) => Promise<string>,
): Promise<SynthesizedStack> {
  const { stage, configFile, context } = fixtureInputs(options);
  const inputs = {
    configFile,
    context: { ...context, ...(stage === undefined ? {} : { stage }) },
  };
  const outdir = await mkdtemp(join(tmpdir(), 'spillway-synth-'));
  try {
    return await readAssembly(outdir, await write(inputs, outdir));
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
