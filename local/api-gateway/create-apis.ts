import { createTokenAuthorizer } from '../cognito/authorize-token.ts';
import { findFunction, type Starter } from '../stack-parts.ts';
import { readApi } from './read-api.ts';
import { startApi } from './start-api.ts';

export const createApis: Starter = async (resources, parts) => {
  for (const resource of resources) {
    const settings = readApi(resource, parts.resources, parts.world);
    const api = await startApi({
      settings,
      invoke: (functionName) => findFunction(parts, functionName),
      authorizeToken: createTokenAuthorizer(parts.userPools.map(({ pool }) => pool)),
      observer: parts.observer,
      port: parts.apiPort,
    });
    parts.endpoints.push(api.endpoint);
    parts.stops.push(api.stop);
  }
};
