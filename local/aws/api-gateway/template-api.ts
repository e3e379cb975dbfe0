import type { StackTemplate } from '../../boot/template/open-template.ts';
import { createTokenAuthorizer } from '../cognito/authorize-token.ts';
import type { UserPool } from '../cognito/user-pool.ts';
import type { StackAccess } from '../iam/stack-access.ts';
import type { InvokeFunction } from '../lambda/invocation.ts';
import { findFunction, type InvokedFunctions } from '../lambda/read-functions.ts';
import type { Observer } from '../observer.ts';
import type { ApiSettings } from './api-settings.ts';
import { readApi } from './read-api.ts';
import { requireLogRole } from './require-log-role.ts';
import { type Api, type DeployedApi, startApi } from './start-api.ts';

interface ApiParts extends Pick<StackTemplate, 'world'> {
  readonly settings: ApiSettings;
  readonly iam: StackAccess;
  readonly functions: InvokedFunctions;
  readonly userPools: readonly UserPool[];
  readonly observer: Observer;
}

/**
 * The REST API of a stack.
 *
 * @returns to be called with each deployment of the stack, for the API's endpoint with its stage; the first one starts it
 */
export function createTemplateApi(
  port: number,
  started: AsyncDisposableStack,
): (parts: ApiParts) => Promise<string> {
  let running: Api | undefined;
  started.defer(() => running?.stop());
  return async (parts) => {
    const { settings } = parts;
    const deployed = {
      settings,
      invoke: createInvoke(settings, parts),
      authorizeToken: createTokenAuthorizer(parts.userPools),
    };
    if (running === undefined) {
      running = await startApi({ ...deployed, observer: parts.observer, port });
    } else running.deploy(deployed);
    return running.endpoint;
  };
}

/** @throws Error for what API Gateway refuses, or the embedded stack can't run */
export function readTemplateApi({
  resources,
  world,
}: Pick<StackTemplate, 'resources' | 'world'>): ApiSettings {
  requireLogRole({ resources, world });
  const [resource, ...others] = resources.ofType('AWS::ApiGateway::RestApi');
  if (resource === undefined || others.length > 0) {
    throw new Error('The embedded stack runs one REST API.');
  }
  return readApi(resource, resources, world);
}

/** API Gateway calls a function in its own name: the function's policy must allow it for this API. */
function createInvoke({ apiId, stage }: ApiSettings, parts: ApiParts): DeployedApi['invoke'] {
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
