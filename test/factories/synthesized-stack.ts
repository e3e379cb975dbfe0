import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type SynthesizeOptions, synthesize } from '../../infra/synthesize.ts';

const resourceSchema = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

/** A resource with `Ref`, `Fn::GetAtt`, `Fn::Join` and `Fn::Sub` replaced by readable text. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties, looked into by tests only
  readonly properties: any;
}

export interface SynthesizedStack {
  /** As written, for `Template.fromJSON`. */
  readonly template: z.output<typeof templateSchema>;
  readonly resources: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
  readonly isProtected: boolean;
}

/** Synthesizes as `cdk synth` does and reads the template back. */
export async function synthesizeStack(options: SynthesizeOptions = {}): Promise<SynthesizedStack> {
  const outdir = await mkdtemp(join(tmpdir(), 'spillway-synth-'));
  try {
    const assembly = await synthesize({ ...options, outdir });
    const [stack] = assembly.stacks;
    const template = templateSchema.parse(stack?.template);
    const resources = Object.entries(template.Resources).map(([id, { Type, Properties }]) => ({
      id,
      type: Type,
      properties: resolveIntrinsics(Properties),
    }));
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    return { template, resources, ofType, isProtected: stack?.terminationProtection ?? false };
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

/** `{"Ref":"X"}` → `<X>`, `{"Fn::GetAtt":["X","Arn"]}` → `<X.Arn>`; joins are joined. */
function resolveIntrinsics(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveIntrinsics);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const intrinsic = entries.length === 1 && name ? intrinsics[name] : undefined;
  if (intrinsic) return intrinsic(argument);
  return Object.fromEntries(entries.map(([key, inner]) => [key, resolveIntrinsics(inner)]));
}

const intrinsics: Readonly<Record<string, (argument: unknown) => string>> = {
  Ref: (argument) => `<${argument}>`,
  'Fn::GetAtt': (argument) => `<${(argument as string[]).join('.')}>`,
  // CDK takes a name out of an ARN so: the ARN stands for it.
  'Fn::Select': (argument) => String(resolveIntrinsics((argument as unknown[])[1])),
  'Fn::Split': (argument) => String(resolveIntrinsics((argument as unknown[])[1])),
  'Fn::Sub': (argument) => String(argument),
  'Fn::Join': (argument) => {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(resolveIntrinsics).join(separator);
  },
};
