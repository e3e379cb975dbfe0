import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { InputError } from './input-error.ts';

/** An action that a role may do with things outside this stack; any number of ARNs. */
export interface Permission {
  readonly action: string;
  readonly arns: readonly string[];
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const policiesOfRole = 10;
/** A managed policy has room for 6,144 characters. Everything around the ARNs takes about 100. */
const arnCharactersOfPolicy = 6_000;
/** The longest region name. Account ids and partitions are shorter. */
const longestToken = 'x'.repeat(16);

/**
 * Grants permissions that may not fit into one policy: in as many managed policies as needed, with one action in
 * each.
 *
 * @throws InputError when a role can't have so many
 */
export function grantInPieces(role: Role, permissions: readonly Permission[]): void {
  const pieces = [...arnsByAction(permissions)].flatMap(([action, arns]) =>
    cut([...arns]).map((resources) => ({ action, resources })),
  );
  if (pieces.length > policiesOfRole) {
    throw new InputError(
      `The destinations of types email, eventbridge and sqs need ${pieces.length} policies, more than the ${policiesOfRole} that a role can have. Make a stage of its own for some of them, with a configuration of its own: -c stage=<stage> -c config=<file>.`,
    );
  }
  for (const [index, { action, resources }] of pieces.entries()) {
    const policy = new ManagedPolicy(role, `Destinations${index + 1}`, {
      statements: [new PolicyStatement({ actions: [action], resources: [...resources] })],
    });
    role.addManagedPolicy(policy);
  }
}

function arnsByAction(permissions: readonly Permission[]): ReadonlyMap<string, Set<string>> {
  const byAction = new Map<string, Set<string>>();
  for (const { action, arns } of permissions) {
    byAction.set(action, new Set([...(byAction.get(action) ?? []), ...arns]));
  }
  return byAction;
}

/** Splits them into runs that each fit into a policy. */
function cut(arns: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  let room = 0;
  for (const arn of arns) {
    const length = arn.replaceAll(/\$\{Token\[[^\]]*\]\}/g, longestToken).length + '"",'.length;
    if (length > room) {
      runs.push([]);
      room = arnCharactersOfPolicy;
    }
    runs.at(-1)?.push(arn);
    room -= length;
  }
  return runs;
}
