import type { Revision } from '../deployment.ts';
import { createIdentify } from '../template/identify.ts';
import { Resolver } from '../template/resolver.ts';
import { createResources } from '../template/resources.ts';

const world = { region: 'us-east-1', accountId: '000000000000', stackName: 'Spillway-dev' };

type TestResources = Readonly<
  Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>
>;

/** A synthesis that gave these resources and this configuration. For tests. */
export function createRevision(
  Resources: TestResources = {},
  configured: Partial<Revision['synthesized']> = {},
): Revision {
  const template = { Resources, Outputs: {} };
  const identify = createIdentify({ ...world, queueEndpoint: 'http://sqs', secretArn: String });
  const resolver = new Resolver(template, world, identify);
  return {
    synthesized: {
      stackName: world.stackName,
      sources: {},
      warnings: [],
      destinations: {},
      routing: { routes: '', events: '' },
      ...configured,
    },
    template: {
      world,
      resources: createResources(template, resolver),
      declared: Resources,
      template,
      refOf: (id) => resolver.reference(id),
      assetFolders: new Map(),
      outputs: () => ({}),
    },
  };
}
