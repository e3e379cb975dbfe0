import { z } from 'zod';
import { type Resource, type Resources, readProperties } from '../../boot/template/resources.ts';

const customResourceProperties = z.object({ ServiceToken: z.string() });

/** The template's functions, but for those of custom resources: CloudFormation alone calls them, and it isn't here. */
export function ownFunctions(resources: Resources): readonly Resource[] {
  const types = [...resources.countByType().keys()].filter((type) => type.startsWith('Custom::'));
  const providers = types
    .flatMap((type) => resources.ofType(type))
    .map((resource) => readProperties(customResourceProperties, resource).ServiceToken);
  return resources
    .ofType('AWS::Lambda::Function')
    .filter(({ ref }) => !providers.some((arn) => arn.endsWith(`:${ref}`)));
}
