import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../../boot/template/resolver.ts';
import { type Resource, type Resources, readProperties } from '../../boot/template/resources.ts';
import type { PoolClient, UserPoolSettings } from './user-pool.ts';

const clientProperties = z.object({
  UserPoolId: z.string(),
  ClientName: z.string().default(''),
  GenerateSecret: z.boolean().default(false),
  AllowedOAuthFlows: z.array(z.string()).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AccessTokenValidity: z.number().default(1),
  TokenValidityUnits: z
    .object({ AccessToken: z.enum(['seconds', 'minutes', 'hours', 'days']).default('hours') })
    .default({ AccessToken: 'hours' }),
});
const resourceServerProperties = z.object({
  UserPoolId: z.string(),
  Identifier: z.string(),
  Scopes: z.array(z.object({ ScopeName: z.string() })).default([]),
});

const secondsIn = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

/**
 * Gathers a user pool from the resources that make it up.
 *
 * @throws Error for a client with a scope that no resource server has: Cognito refuses to create it
 */
export function readUserPool(
  { ref }: Resource,
  resources: Resources,
  { region, accountId }: World,
): UserPoolSettings {
  const declared = resources
    .ofType('AWS::Cognito::UserPoolResourceServer')
    .map((resource) => readProperties(resourceServerProperties, resource))
    .filter(({ UserPoolId }) => UserPoolId === ref)
    .flatMap(({ Identifier, Scopes }) => Scopes.map((each) => `${Identifier}/${each.ScopeName}`));
  const clients = resources
    .ofType('AWS::Cognito::UserPoolClient')
    .filter((resource) => readProperties(clientProperties, resource).UserPoolId === ref)
    .map(readClient);
  for (const { name, scopes } of clients) {
    const unknown = scopes.find((scope) => !declared.includes(scope));
    if (unknown !== undefined) throw new Error(`No resource server has ${unknown}, of ${name}.`);
  }
  return {
    id: ref,
    arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${ref}`,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${ref}`,
    clients,
  };
}

function readClient(resource: Resource): PoolClient {
  const properties = readProperties(clientProperties, resource);
  const { ClientName, AllowedOAuthFlows, AllowedOAuthScopes, AccessTokenValidity } = properties;
  return {
    id: resource.ref,
    name: ClientName,
    flows: AllowedOAuthFlows,
    scopes: AllowedOAuthScopes,
    accessTokenSeconds: AccessTokenValidity * secondsIn[properties.TokenValidityUnits.AccessToken],
    ...(properties.GenerateSecret && { secret: developmentSecret(resource.ref) }),
  };
}

/** The same at each start, so that a line that was pasted once works again. */
function developmentSecret(clientId: string): string {
  const hmac = createHmac('sha256', 'spillway development secret');
  return hmac.update(`client ${clientId}`).digest('hex').slice(0, 52);
}
