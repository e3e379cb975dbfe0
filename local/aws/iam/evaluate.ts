import { type Context, conditionsHold } from './condition.ts';
import type { Patterns, Policy, Principals, Statement } from './policy.ts';
import { matchesArn, matchesWildcard, partsOfArn } from './wildcard.ts';

/** The caller: a function with its role's credentials, or an AWS service in its own name. */
export type Principal =
  | {
      readonly kind: 'role';
      readonly accountId: string;
      readonly arn: string;
      /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
      readonly sessionArn: string;
    }
  /** Such as `apigateway.amazonaws.com`. */
  | { readonly kind: 'service'; readonly name: string };

export interface AccessRequest {
  readonly principal: Principal;
  /** `sqs:SendMessage` */
  readonly action: string;
  /** An ARN; `*` where the action has no resource. */
  readonly resource: string;
  readonly context: Context;
}

export interface Policies {
  /** Those of the caller's role. */
  readonly identity: Policy;
  /** Those of what is called. */
  readonly resource: Policy;
}

/** The part of an allowance that was used: as the policy writes it. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

export type Decision =
  /** By these of the role; by none where the resource's policy alone allows it. */
  | { readonly kind: 'allowed'; readonly grants: readonly Grant[] }
  /** The end of AWS's message: `because no identity-based policy allows the … action`. */
  | { readonly kind: 'denied'; readonly reason: string };

/**
 * IAM's decision. A Deny anywhere wins. Within one account either side may allow; across accounts both must; a
 * service is allowed by the resource's policy alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest, policies: Policies): Decision {
  const identity = policies.identity.filter((statement) => applies(statement, request));
  const resource = policies.resource.filter(
    (statement) => applies(statement, request) && nameOf(statement, request) !== undefined,
  );
  if (identity.some(isDeny)) return denied('with an explicit deny in an identity-based policy');
  if (resource.some(isDeny)) return denied('with an explicit deny in a resource-based policy');
  const isForeign = isAcrossAccounts(request);
  // One's own account in a policy hands the decision to the account's own policies; it allows nothing itself.
  const isAllowedThere = resource.some(
    (statement) => isForeign || nameOf(statement, request) === 'caller',
  );
  const isAllowedHere = identity.length > 0;
  if (request.principal.kind === 'service' || (isForeign && isAllowedHere)) {
    return isAllowedThere ? allowedBy(identity, request) : missing('resource', request);
  }
  if (isAllowedHere || (isAllowedThere && !isForeign)) return allowedBy(identity, request);
  return missing('identity', request);
}

function denied(reason: string): Decision {
  return { kind: 'denied', reason };
}

function missing(side: 'identity' | 'resource', { action }: AccessRequest): Decision {
  return denied(`because no ${side}-based policy allows the ${action} action`);
}

function allowedBy(statements: Policy, { action, resource }: AccessRequest): Decision {
  const grants = statements.map(({ actions, resources }) => ({
    action: patternFor(actions, (pattern) => matchesAction(pattern, action)),
    resource: patternFor(resources, (pattern) => matchesArn(pattern, resource)),
  }));
  return { kind: 'allowed', grants };
}

function patternFor({ isNot, patterns }: Patterns, isIt: (pattern: string) => boolean): string {
  return isNot ? `not ${patterns.join(', ')}` : (patterns.find(isIt) ?? '');
}

function isDeny({ effect }: Statement): boolean {
  return effect === 'Deny';
}

function applies(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  const { actions, resources, conditions } = statement;
  return (
    actions.patterns.some((pattern) => matchesAction(pattern, action)) !== actions.isNot &&
    resources.patterns.some((pattern) => matchesArn(pattern, resource)) !== resources.isNot &&
    conditionsHold(conditions, context)
  );
}

function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a statement names the caller, or the whole account that it belongs to. */
function nameOf(
  { principals }: Statement,
  { principal }: AccessRequest,
): 'caller' | 'account' | undefined {
  if (principals === undefined) return undefined;
  if (principals.isAnyone || isNamed(principals, principal)) return 'caller';
  if (principal.kind === 'service') return undefined;
  const account = [principal.accountId, `arn:aws:iam::${principal.accountId}:root`];
  return principals.aws.some((name) => account.includes(name)) ? 'account' : undefined;
}

function isNamed({ aws, services }: Principals, principal: Principal): boolean {
  if (principal.kind === 'service') return services.includes(principal.name);
  return aws.includes(principal.arn) || aws.includes(principal.sessionArn);
}

/** Buckets have no account in their ARN: those of this stack belong to its own. */
function isAcrossAccounts({ principal, resource }: AccessRequest): boolean {
  const owner = partsOfArn(resource)?.[4] ?? '';
  return principal.kind === 'role' && owner !== '' && owner !== principal.accountId;
}
