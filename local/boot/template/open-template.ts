import { accountId } from '../../aws/fauxqs/start-fauxqs.ts';
import { createIdentify } from './identify.ts';
import { readStack, type Template } from './read-template.ts';
import { Resolver, type World } from './resolver.ts';
import { createResources, type Resources } from './resources.ts';

interface TemplateSource {
  readonly outdir: string;
  readonly region: string;
  readonly stackName: string;
  readonly queueEndpoint: string;
  readonly secretArn: (name: string) => string;
}

export interface TemplateHooks {
  /** Sees the template before it is run. For tests: no deployment has this. */
  readonly alterTemplate?: (template: Template) => void;
  /** Told of each property of a resource that something reads, by its type and path. For tests. */
  readonly onPropertyRead?: (type: string, path: string) => void;
}

export interface StackTemplate {
  readonly world: World;
  readonly resources: Resources;
  /** As in the template, with its references. */
  readonly declared: Template['Resources'];
  /** All of it. */
  readonly template: Template;
  /** What `Ref` gives, of a resource or a pseudo parameter. */
  readonly refOf: (id: string) => string;
  /** Folders of the functions' code, by the key that the template gives. */
  readonly assetFolders: ReadonlyMap<string, string>;
  /** The stack's outputs, as the template computes them. */
  outputs(): Readonly<Record<string, unknown>>;
}

/** The synthesized template of one stack, its references resolved to what runs here. */
export function openTemplate(
  { outdir, region, stackName, queueEndpoint, secretArn }: TemplateSource,
  { alterTemplate, onPropertyRead }: TemplateHooks = {},
): StackTemplate {
  const { template, assetFolders } = readStack(outdir, stackName);
  alterTemplate?.(template);
  const world = { region, accountId, stackName };
  const identify = createIdentify({ ...world, queueEndpoint, secretArn, onRead: onPropertyRead });
  const resolver = new Resolver(template, world, identify);
  return {
    world,
    assetFolders,
    resources: createResources(template, resolver, onPropertyRead),
    declared: template.Resources,
    template,
    refOf: (id) => resolver.reference(id),
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs).map(([name, { Value }]) => [
          name,
          resolver.resolve(Value),
        ]),
      ),
  };
}
