import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** With its attributes, whatever they are: see `ignoredAttributes`. */
const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
export type TemplateResource = z.infer<typeof resource>;

const template = z.object({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});
export type Template = z.infer<typeof template>;

const assetManifest = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })).default({}),
});

export interface SynthesizedStack {
  readonly template: Template;
  /** Where an asset's files are, by the key that it would have in the bucket for assets. */
  readonly assetFolders: ReadonlyMap<string, string>;
}

/** Reads what `cdk deploy` would deploy: a stack's template and its assets, from the cloud assembly. */
export function readStack(assembly: string, stackName: string): SynthesizedStack {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  const { files } = assetManifest.parse(read(`${stackName}.assets.json`));
  return {
    template: template.parse(read(`${stackName}.template.json`)),
    assetFolders: new Map(
      Object.entries(files).map(([hash, { source }]) => [
        `${hash}.zip`,
        join(assembly, source.path),
      ]),
    ),
  };
}
