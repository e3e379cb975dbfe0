import { z } from 'zod';
import type { World } from '../../boot/template/resolver.ts';
import { type Resource, type Resources, readProperties } from '../../boot/template/resources.ts';
import { type Policy, readPolicy } from './policy.ts';

const PolicyDocument = z.unknown();
const queuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument });
const topicPolicy = z.object({ Topics: z.array(z.string()), PolicyDocument });
const bucketPolicy = z.object({ Bucket: z.string(), PolicyDocument });
const secretPolicy = z.object({
  SecretId: z.string(),
  ResourcePolicy: z.unknown(),
  BlockPublicPolicy: z.boolean().optional(),
});
const keyProperties = z.object({ KeyPolicy: z.unknown() });
const permissionProperties = z.strictObject({
  Action: z.string(),
  /** Name or ARN, with the alias where it is for that alone. */
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

interface Held {
  readonly arns: readonly string[];
  readonly policy: Policy;
}

/** Each type of resource that is or has a policy of a resource, and for which ARNs. */
const readers: Readonly<Record<string, (resource: Resource, world: World) => Held>> = {
  'AWS::SQS::QueuePolicy': (resource, { region, accountId }) => {
    const { Queues, PolicyDocument: document } = readProperties(queuePolicy, resource);
    const nameOf = (url: string) => url.split('/').at(-1);
    return {
      arns: Queues.map((url) => `arn:aws:sqs:${region}:${accountId}:${nameOf(url)}`),
      policy: readPolicy(document, 'resource', resource.logicalId),
    };
  },
  'AWS::SNS::TopicPolicy': (resource) => {
    const { Topics, PolicyDocument: document } = readProperties(topicPolicy, resource);
    return { arns: Topics, policy: readPolicy(document, 'resource', resource.logicalId) };
  },
  'AWS::S3::BucketPolicy': (resource) => {
    const { Bucket, PolicyDocument: document } = readProperties(bucketPolicy, resource);
    const policy = readPolicy(document, 'resource', resource.logicalId);
    return { arns: [`arn:aws:s3:::${Bucket}`], policy };
  },
  'AWS::SecretsManager::ResourcePolicy': (resource) => {
    const { SecretId, ResourcePolicy } = readProperties(secretPolicy, resource);
    return { arns: [SecretId], policy: readPolicy(ResourcePolicy, 'resource', resource.logicalId) };
  },
  'AWS::KMS::Key': (resource, { region, accountId }) => {
    const { KeyPolicy } = readProperties(keyProperties, resource);
    const policy = readPolicy(KeyPolicy, 'resource', resource.logicalId);
    return { arns: [`arn:aws:kms:${region}:${accountId}:key/${resource.ref}`], policy };
  },
  'AWS::Lambda::Permission': readPermission,
};

/** The policies of the template's resources, by ARN. @throws TemplateError for what is not understood */
export function readResourcePolicies(
  resources: Resources,
  world: World,
): Readonly<Record<string, Policy>> {
  const policies: Record<string, Policy> = {};
  for (const [type, read] of Object.entries(readers)) {
    for (const resource of resources.ofType(type)) {
      const { arns, policy } = read(resource, world);
      for (const arn of arns) policies[arn] = [...(policies[arn] ?? []), ...policy];
    }
  }
  return policies;
}

/**
 * The statement that Lambda makes of it in the function's policy:
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
function readPermission(resource: Resource, { region, accountId }: World): Held {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = readProperties(
    permissionProperties,
    resource,
  );
  const arn = FunctionName.startsWith('arn:')
    ? FunctionName
    : `arn:aws:lambda:${region}:${accountId}:function:${FunctionName}`;
  const isService = /\.amazonaws\.com$/.test(Principal);
  const document = {
    Statement: {
      Effect: 'Allow',
      Action,
      Resource: arn,
      Principal: isService ? { Service: Principal } : { AWS: Principal },
      Condition: {
        ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount === undefined
          ? {}
          : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    },
  };
  return { arns: [arn], policy: readPolicy(document, 'resource', resource.logicalId) };
}
