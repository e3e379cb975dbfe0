import type { StackTemplate } from '../../boot/template/open-template.ts';
import { createTokenAuthorizer } from '../cognito/authorize-token.ts';
import type { UserPool } from '../cognito/user-pool.ts';
import type { StackAccess } from '../iam/stack-access.ts';
import { findFunction, type InvokedFunctions } from '../lambda/create-functions.ts';
import type { InvokeFunction } from '../lambda/invocation.ts';
import type { Observer } from '../observer.ts';
import type { ApiSettings } from './api-settings.ts';
import { readApi } from './read-api.ts';
import { requireLogRole } from './require-log-role.ts';
import { type ApiOptions, startApi } from './start-api.ts';

interface ApiParts extends Pick<StackTemplate, 'resources' | 'world'> {
  readonly iam: StackAccess;
  readonly functions: InvokedFunctions;
  readonly userPools: readonly UserPool[];
  readonly observer: Observer;
}

/** @returns the API's endpoint, with its stage */
export async function startTemplateApi(
  parts: ApiParts,
  port: number,
  started: AsyncDisposableStack,
): Promise<string> {
  requireLogRole(parts);
  const [resource, ...others] = parts.resources.ofType('AWS::ApiGateway::RestApi');
  if (resource === undefined || others.length > 0) {
    throw new Error('The embedded stack runs one REST API.');
  }
  const settings = readApi(resource, parts.resources, parts.world);
  const api = await startApi({
    settings,
    invoke: createInvoke(settings, parts),
    authorizeToken: createTokenAuthorizer(parts.userPools),
    observer: parts.observer,
    port,
  });
  started.defer(api.stop);
  return api.endpoint;
}

/** API Gateway calls a function in its own name: the function's policy must allow it for this API. */
function createInvoke({ apiId, stage }: ApiSettings, parts: ApiParts): ApiOptions['invoke'] {
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
        ? findFunction(parts.functions, functionName)
        : () => Promise.resolve({ kind: 'denied' });
    known.set(source, invoke);
    return invoke;
  };
}
