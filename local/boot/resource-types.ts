import { apiGatewayTypes } from '../aws/api-gateway/resource-types.ts';
import { cloudWatchTypes } from '../aws/cloudwatch/resource-types.ts';
import { cognitoTypes } from '../aws/cognito/resource-types.ts';
import { dynamodbTypes } from '../aws/dynamodb/resource-types.ts';
import { eventBridgeTypes } from '../aws/eventbridge/resource-types.ts';
import { iamTypes } from '../aws/iam/resource-types.ts';
import { lambdaTypes } from '../aws/lambda/resource-types.ts';
import { logsTypes } from '../aws/logs/resource-types.ts';
import type { ResourceTypes } from '../aws/resource-type.ts';
import { s3Types } from '../aws/s3/resource-types.ts';
import { secretsManagerTypes } from '../aws/secrets-manager/resource-types.ts';
import { snsTypes } from '../aws/sns/resource-types.ts';
import { sqsTypes } from '../aws/sqs/resource-types.ts';
import { xrayTypes } from '../aws/xray/resource-types.ts';
import { unlistedPaths } from './template/property-paths.ts';
import type { Template } from './template/read-template.ts';

/** All that the embedded stack knows, by CloudFormation type. */
export const resourceTypes: ResourceTypes = {
  ...apiGatewayTypes,
  ...cloudWatchTypes,
  ...cognitoTypes,
  ...dynamodbTypes,
  ...eventBridgeTypes,
  ...iamTypes,
  ...lambdaTypes,
  ...logsTypes,
  ...s3Types,
  ...secretsManagerTypes,
  ...snsTypes,
  ...sqsTypes,
  ...xrayTypes,
  'AWS::CDK::Metadata': 'it is for AWS',
};

/** The attributes of a resource besides its properties. `Condition` is refused where it is read. */
export const ignoredAttributes: Readonly<Record<string, string>> = {
  DeletionPolicy: 'all but the secrets of a deployment ends with the process',
  DependsOn: 'the order of the start is fixed',
  Metadata: 'it is for CDK',
  UpdateReplacePolicy: 'all ends with the process',
};

const known: ReadonlySet<string> = new Set([
  ...['Type', 'Properties', 'Condition'],
  ...Object.keys(ignoredAttributes),
]);

type Resources = Template['Resources'];

/**
 * What the embedded stack does not do of a template, in lines for a user: types without an effect, types that it can't
 * run, and what it does not know of the resources that it does run.
 */
export function describeUnstarted(resources: Resources): readonly string[] {
  const [unneeded, unknown] = [countTypes(resources, isString), countTypes(resources, isAbsent)];
  return [
    ...(unneeded === '' ? [] : [`Nothing to do here for: ${unneeded}`]),
    ...(unknown === '' ? [] : [`NOT RUN on one machine: ${unknown}`]),
    ...describeDropped(resources),
  ];
}

/** One line for each resource with a property or an attribute that the embedded stack does not know. */
export function describeDropped(resources: Resources): readonly string[] {
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const type = typeOf(resource.Type);
    if (type === undefined || typeof type === 'string') return [];
    const listed = [...type.emulated, ...Object.keys(type.ignored)];
    const dropped = [
      ...unlistedPaths(resource.Properties, listed),
      ...Object.keys(resource).filter((attribute) => !known.has(attribute)),
    ];
    return dropped.length === 0
      ? []
      : [`NOT EMULATED of ${logicalId} (${resource.Type}): ${dropped.join(', ')}`];
  });
}

/** The properties of a resource that have an effect here; none where its type has no effect itself. */
export function emulatedProperties({ Type, Properties }: Resources[string]): object {
  const type = typeOf(Type);
  if (type === undefined || typeof type === 'string') return {};
  const names = new Set(type.emulated.map((path) => path.split(/[.[]/)[0]));
  return Object.fromEntries(Object.entries(Properties).filter(([name]) => names.has(name)));
}

function typeOf(type: string): ResourceTypes[string] | undefined {
  return Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
}

const isString = (type: ResourceTypes[string] | undefined) => typeof type === 'string';
const isAbsent = (type: ResourceTypes[string] | undefined) => type === undefined;

/** Each type with its count, by name. */
function countTypes(
  resources: Resources,
  isMeant: (type: ResourceTypes[string] | undefined) => boolean,
): string {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(resources)) {
    if (isMeant(typeOf(Type))) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
}
