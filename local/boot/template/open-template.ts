import { accountId } from '../../aws/sqs/start-queue-service.ts';
import type { Services } from '../services.ts';
import { createIdentify } from './identify.ts';
import { readStack, type Template } from './read-template.ts';
import { Resolver } from './resolver.ts';
import { createResources } from './resources.ts';

interface TemplateSource {
  readonly outdir: string;
  readonly region: string;
  readonly stackName: string;
  readonly services: Pick<Services, 'queueEndpoint' | 'secrets'>;
}

/** The synthesized template of one stack, its references resolved to what runs here. */
export function openTemplate(
  { outdir, region, stackName, services }: TemplateSource,
  alter: (template: Template) => void = () => undefined,
) {
  const { template, assetFolders } = readStack(outdir, stackName);
  alter(template);
  const world = { region, accountId, stackName };
  const identify = createIdentify({
    ...world,
    queueEndpoint: services.queueEndpoint,
    secretArn: (name) => services.secrets.arnOf(name),
  });
  const resolver = new Resolver(template, world, identify);
  return {
    world,
    template,
    assetFolders,
    resolver,
    resources: createResources(template, resolver),
  };
}

/** The stack's outputs, as the template computes them. */
export function readOutputs({ template, resolver }: ReturnType<typeof openTemplate>) {
  const outputs = Object.entries(template.Outputs);
  return Object.fromEntries(outputs.map(([name, { Value }]) => [name, resolver.resolve(Value)]));
}
