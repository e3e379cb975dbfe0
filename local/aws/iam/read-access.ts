import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { TemplateError, type World } from '../../boot/template/resolver.ts';
import { type Resources, readProperties } from '../../boot/template/resources.ts';
import { ownFunctions } from '../lambda/own-functions.ts';
import type { Access, RoleCaller, StandIns } from './access.ts';
import { administrator } from './administrator.ts';
import { evaluate } from './evaluate.ts';
import { readResourcePolicies } from './read-resource-policies.ts';
import { type Role, readRole } from './read-role.ts';

/** The credentials of its role that Lambda puts into a function's environment. */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** By the function's name. */
export type GivenCredentials = ReadonlyMap<string, FunctionCredentials>;

export interface FunctionAccess {
  readonly credentials: FunctionCredentials;
  readonly caller: RoleCaller;
}

const functionProperties = z.object({ FunctionName: z.string(), Role: z.string() });

/**
 * The roles, policies and permissions of a template. Each function gets a key of its own, so that AWS's messages
 * name it.
 *
 * @param standIns of what a queue here stands in for, by the queue's own ARN
 * @param given the credentials of functions that have some already; others get new ones
 * @throws TemplateError for what is not understood
 */
export function readAccess(
  resources: Resources,
  world: World,
  standIns: StandIns,
  given: GivenCredentials = new Map(),
): { readonly access: Access; readonly functions: ReadonlyMap<string, FunctionAccess> } {
  const functions = new Map<string, FunctionAccess>();
  for (const resource of ownFunctions(resources)) {
    const { FunctionName, Role: roleArn } = readProperties(functionProperties, resource);
    const role = readRole(resources, world, roleArn, FunctionName);
    requireTrust(role);
    const credentials = given.get(FunctionName) ?? createCredentials();
    functions.set(FunctionName, giveCredentials(credentials, FunctionName, role, world));
  }
  const { region, accountId } = world;
  const callers = [...functions.values()].map(({ credentials, caller }) => [
    credentials.accessKeyId,
    caller,
  ]);
  return {
    functions,
    access: {
      region,
      accountId,
      standIns,
      resourcePolicies: readResourcePolicies(resources, world),
      callers: {
        [administrator.accessKeyId]: { kind: 'administrator' },
        ...Object.fromEntries(callers),
      },
    },
  };
}

function createCredentials(): FunctionCredentials {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(60).toString('base64'),
  };
}

function giveCredentials(
  credentials: FunctionCredentials,
  functionName: string,
  { logicalId, arn, name, policy }: Role,
  { accountId }: World,
): FunctionAccess {
  const sessionArn = `arn:aws:sts::${accountId}:assumed-role/${name}/${functionName}`;
  const { sessionToken } = credentials;
  return {
    credentials,
    caller: { kind: 'role', role: logicalId, arn, sessionArn, sessionToken, policy },
  };
}

/** As CreateFunction does. */
function requireTrust({ logicalId, arn, trust }: Role): void {
  const decision = evaluate(
    {
      principal: { kind: 'service', name: 'lambda.amazonaws.com' },
      action: 'sts:AssumeRole',
      resource: arn,
      context: {},
    },
    { identity: [], resource: trust },
  );
  if (decision.kind === 'allowed') return;
  throw new TemplateError(
    `The role defined for the function cannot be assumed by Lambda: ${logicalId}.`,
  );
}
