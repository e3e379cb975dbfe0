import { z } from 'zod';
import { parseJson } from '../../../../service/webhook/json-body.ts';
import type { InvocationOutcome } from '../invocation.ts';
import { requestLimitBytes } from '../limits.ts';
import { findFunction } from './find-function.ts';
import { LambdaFault } from './lambda-fault.ts';
import { type Answer, defineOperation, type Operation } from './operation.ts';

const invoke = defineOperation(
  {
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    headers: {
      'x-amz-invocation-type': 'InvocationType',
      'x-amz-log-type': 'LogType',
      'x-amz-client-context': 'ClientContext',
    },
    takesPayload: true,
  },
  z.strictObject({
    FunctionName: z.string(),
    Qualifier: z.string().optional(),
    InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
    /** `Tail` would be the last lines of its log: they are in CloudWatch Logs. */
    LogType: z.literal('None').optional(),
    Payload: z.string(),
  }),
  async ({ FunctionName, Qualifier, InvocationType, Payload }, context) => {
    const { lambda, qualifier } = findFunction(context, FunctionName, Qualifier);
    if (InvocationType === 'DryRun') return { status: 204, text: '' };
    const payload = Payload === '' ? '{}' : Payload;
    requireJson(payload);
    const request = { payload, ...(qualifier === undefined ? {} : { alias: qualifier }) };
    const isLatest = qualifier === undefined || qualifier === '$LATEST';
    const version = isLatest ? '$LATEST' : lambda.versions.find(qualifier).settings.version;
    if (InvocationType === 'Event') {
      // Lambda would try again twice where it fails.
      void lambda.invoke(request);
      return { status: 202, text: '' };
    }
    const reserved = context.functions.account.reservedBy(lambda.settings.functionName);
    return answerTo(await lambda.invoke(request), version, reserved !== undefined);
  },
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invokeOperations: Readonly<Record<string, Operation>> = { Invoke: invoke };

function requireJson(payload: string): void {
  if (parseJson(Buffer.from(payload)) !== undefined) return;
  const message = 'Could not parse request body into json.';
  throw new LambdaFault(400, 'InvalidRequestContentException', message, { Type: 'User' });
}

function answerTo(outcome: InvocationOutcome, version: string, isReserved: boolean): Answer {
  const headers = { 'x-amz-executed-version': version };
  switch (outcome.kind) {
    case 'success':
      return { text: outcome.payload, headers };
    case 'request-too-large':
      throw new LambdaFault(
        413,
        'RequestTooLargeException',
        `Request must be smaller than ${requestLimitBytes} bytes for the InvokeFunction operation`,
        { Type: 'User' },
      );
    case 'throttled':
      throw new LambdaFault(429, 'TooManyRequestsException', 'Rate Exceeded.', {
        Type: 'User',
        Reason: `${isReserved ? 'ReservedFunction' : ''}ConcurrentInvocationLimitExceeded`,
      });
    case 'denied':
      throw new LambdaFault(403, 'AccessDeniedException', 'Access denied.');
    default:
      return { body: outcome.error, headers: { ...headers, 'x-amz-function-error': 'Unhandled' } };
  }
}
