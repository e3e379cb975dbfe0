import { findFunction, type StackParts, type Starter } from '../../boot/stack-parts.ts';
import { createTokenAuthorizer } from '../cognito/authorize-token.ts';
import type { InvokeFunction } from '../lambda/invocation.ts';
import type { ApiSettings } from './api-settings.ts';
import { readApi } from './read-api.ts';
import { requireLogRole } from './require-log-role.ts';
import { type ApiOptions, startApi } from './start-api.ts';

export const createApis: Starter = async (resources, parts) => {
  requireLogRole(parts);
  for (const resource of resources) {
    const settings = readApi(resource, parts.resources, parts.world);
    const api = await startApi({
      settings,
      invoke: createInvoke(settings, parts),
      authorizeToken: createTokenAuthorizer(parts.userPools.map(({ pool }) => pool)),
      observer: parts.observer,
      port: parts.apiPort,
    });
    parts.endpoints.push(api.endpoint);
    parts.stops.push(api.stop);
  }
};

/** API Gateway calls a function in its own name: the function's policy must allow it for this API. */
function createInvoke({ apiId, stage }: ApiSettings, parts: StackParts): ApiOptions['invoke'] {
  const { region, accountId } = parts.world;
  const known = new Map<string, InvokeFunction>();
  return ({ functionName, alias, resourcePath }, method) => {
    const source = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${resourcePath}`;
    const found = known.get(source);
    if (found !== undefined) return found;
    const name = alias === undefined ? functionName : `${functionName}:${alias}`;
    const resource = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
    const need = { action: 'lambda:InvokeFunction', resource };
    const refused = parts.iam.checkService('apigateway.amazonaws.com', need, source);
    const invoke: InvokeFunction =
      refused === undefined
        ? findFunction(parts, functionName)
        : () => Promise.resolve({ kind: 'denied' });
    known.set(source, invoke);
    return invoke;
  };
}
