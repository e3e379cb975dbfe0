import type { EnforceAccess } from '../../iam/guard.ts';
import type { LambdaContext } from './operation.ts';
import { startLambdaApi } from './start-lambda-api.ts';

/** @returns starts the API where it isn't yet, and gives its endpoint */
export function createLambdaApi(
  context: LambdaContext,
  guardedBy: (enforce: EnforceAccess) => void,
  started: AsyncDisposableStack,
): () => Promise<string> {
  let endpoint: string | undefined;
  return async () => {
    if (endpoint !== undefined) return endpoint;
    const api = await startLambdaApi(context);
    started.defer(() => api.stop());
    guardedBy(api.enforceAccess);
    endpoint = api.endpoint;
    return endpoint;
  };
}
