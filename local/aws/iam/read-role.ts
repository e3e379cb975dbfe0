import { z } from 'zod';
import { TemplateError, type World } from '../../boot/template/resolver.ts';
import { type Resources, readProperties } from '../../boot/template/resources.ts';
import { managedPolicy } from './managed-policies.ts';
import { type Policy, readPolicy } from './policy.ts';

/** A role with all that it may do, and who may take it on. */
export interface Role {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  readonly policy: Policy;
  readonly trust: Policy;
}

const roleProperties = z.object({
  Path: z.literal('/', 'only /').optional(),
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
  PermissionsBoundary: z.never('not supported').optional(),
});
const policyProperties = z.object({
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()).default([]),
});
const rolePolicyProperties = z.object({ PolicyDocument: z.unknown(), RoleName: z.string() });

/**
 * @param holder what has the role, for the error
 * @throws TemplateError for a role or policy that is not of this template, or not understood
 */
export function readRole(
  resources: Resources,
  { accountId }: World,
  arn: string,
  holder: string,
): Role {
  const resource = resources
    .ofType('AWS::IAM::Role')
    .find(({ ref }) => arn === `arn:aws:iam::${accountId}:role/${ref}`);
  if (resource === undefined) {
    throw new TemplateError(
      `The embedded stack can't tell what ${holder} may do: its role ${arn} is not of this template.`,
    );
  }
  const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies } = readProperties(
    roleProperties,
    resource,
  );
  const { logicalId, ref: name } = resource;
  return {
    logicalId,
    arn,
    name,
    trust: readPolicy(AssumeRolePolicyDocument, 'trust', logicalId),
    policy: [
      ...Policies.flatMap((policy) => readPolicy(policy.PolicyDocument, 'identity', logicalId)),
      ...attachedTo(name, resources),
      ...ManagedPolicyArns.flatMap((managed) => readManaged(managed, resources, logicalId)),
    ],
  };
}

function attachedTo(role: string, resources: Resources): Policy {
  const several = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    resources.ofType(type).flatMap((resource) => {
      const { PolicyDocument, Roles } = readProperties(policyProperties, resource);
      return Roles.includes(role) ? readPolicy(PolicyDocument, 'identity', resource.logicalId) : [];
    }),
  );
  const single = resources.ofType('AWS::IAM::RolePolicy').flatMap((resource) => {
    const { PolicyDocument, RoleName } = readProperties(rolePolicyProperties, resource);
    return RoleName === role ? readPolicy(PolicyDocument, 'identity', resource.logicalId) : [];
  });
  return [...several, ...single];
}

function readManaged(arn: string, resources: Resources, holder: string): Policy {
  const own = resources.ofType('AWS::IAM::ManagedPolicy').find(({ ref }) => ref === arn);
  if (own !== undefined) {
    const { PolicyDocument } = readProperties(policyProperties, own);
    return readPolicy(PolicyDocument, 'identity', own.logicalId);
  }
  const known = managedPolicy(arn);
  if (known !== undefined) return known;
  throw new TemplateError(`The embedded stack does not know the policy ${arn} of ${holder}.`);
}
