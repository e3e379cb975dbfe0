import type { Context } from 'aws-lambda';
import type { InvokeMessage, RuntimeData } from '../messages.ts';

const unsupported = () => {
  throw new Error('context.done, fail and succeed are not supported since Node.js 24');
};

/** The `context` argument of one invocation. */
export function createContext(data: RuntimeData, invocation: InvokeMessage): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: data.functionName,
    functionVersion: data.functionVersion,
    memoryLimitInMB: String(data.memoryMb),
    logGroupName: data.logGroup,
    logStreamName: data.logStream,
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    getRemainingTimeInMillis: () => invocation.deadline - Date.now(),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}
