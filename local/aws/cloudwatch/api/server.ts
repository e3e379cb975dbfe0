import { createServer } from 'node:http';
import { serveJson } from '../../http/json-service.ts';
import { closeServer, listen } from '../../http/listen.ts';
import { jsonRefusal, type Refusal } from '../../http/refusal.ts';
import { createGuard, type Guard } from '../../iam/guard.ts';
import { cloudwatchNeeds } from '../../iam/needs/cloudwatch.ts';
import { refuseForQueryCompatible } from '../../iam/refuse-access.ts';
import { ExpressionError } from '../metrics/expression/expression-error.ts';
import { UnsupportedStatisticError } from '../metrics/statistics.ts';
import type { ApiContext } from './action.ts';
import { actions } from './actions.ts';
import { ApiError } from './api-error.ts';

export interface Api {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** PutMetricData's limit, the largest of all. */
const bodyLimitBytes = 1_048_576;
const internal = 'InternalServiceFault';

/** Serves the CloudWatch API on 127.0.0.1. */
export async function startApi(
  context: ApiContext,
  port: number,
  guard: Guard = createGuard(),
): Promise<Api> {
  const serve = serveJson({
    ...{ version: '1.0', bodyLimitBytes, guard, describe },
    actions: Object.fromEntries(
      Object.entries(actions).map(([name, run]) => [name, (input: unknown) => run(input, context)]),
    ),
    needs: cloudwatchNeeds,
    refuse: refuseForQueryCompatible,
  });
  const server = createServer(serve);
  const actual = await listen(server, port);
  return { endpoint: `http://127.0.0.1:${actual}`, stop: () => closeServer(server) };
}

/** The header names the code of the older query protocol. */
function describe(error: unknown): Refusal {
  const { shape, code, message } = asApiError(error);
  const ours = shape === internal;
  const refusal = jsonRefusal(ours ? 500 : 400, `com.amazonaws.cloudwatch#${shape}`, message);
  const fault = `${code};${ours ? 'Receiver' : 'Sender'}`;
  return { ...refusal, headers: { ...refusal.headers, 'x-amzn-query-error': fault } };
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof ExpressionError || error instanceof UnsupportedStatisticError) {
    return new ApiError('ValidationException', 'ValidationError', error.message);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(internal, 'InternalServiceError', message);
}
