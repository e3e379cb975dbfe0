// Runs in a process of its own, as an execution environment would: imports one bundle, invokes its handler
// again and again with the same event, and reports CPU time per invocation to its parent.
import { performance } from 'node:perf_hooks';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';

export interface InvokeRequest {
  readonly bundle: string;
  readonly event: APIGatewayProxyEvent;
  readonly warmUp: number;
  readonly invocations: number;
  /** `Sampled` in the trace header: whether the X-Ray SDK sends its segments. */
  readonly sampled: 0 | 1;
}

export interface InvokeResult {
  readonly importMs: number;
  readonly firstInvocationMs: number;
  /** CPU time of the same two. Other work on the machine disturbs it little. */
  readonly importCpuMs: number;
  readonly firstInvocationCpuMs: number;
  /** User and system time of the whole process, microseconds. */
  readonly cpuMicrosecondsPerInvocation: number;
}

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

process.once('message', async (request: InvokeRequest) => {
  process.send?.(await run(request));
  process.disconnect();
});

async function run(request: InvokeRequest): Promise<InvokeResult> {
  const started = now();
  const { handler }: { handler: Handler } = await import(request.bundle);
  const imported = now();
  await invoke(handler, request);
  const invoked = now();
  for (let i = 0; i < request.warmUp; i++) await invoke(handler, request);
  const before = process.cpuUsage();
  for (let i = 0; i < request.invocations; i++) await invoke(handler, request);
  const { user, system } = process.cpuUsage(before);
  return {
    importMs: imported.wall - started.wall,
    firstInvocationMs: invoked.wall - imported.wall,
    importCpuMs: imported.cpu - started.cpu,
    firstInvocationCpuMs: invoked.cpu - imported.cpu,
    cpuMicrosecondsPerInvocation: (user + system) / Math.max(1, request.invocations),
  };
}

/** Milliseconds of wall clock and of CPU. */
function now() {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}

async function invoke(handler: Handler, { event, sampled }: InvokeRequest): Promise<void> {
  // The runtime sets it before each invocation.
  process.env._X_AMZN_TRACE_ID = `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=${sampled}`;
  const { statusCode } = await handler(event, context);
  if (statusCode !== 202) throw new Error(`The handler answered ${statusCode}`);
}

const context = {
  functionName: 'spillway-bench-ingestion',
  functionVersion: '1',
  memoryLimitInMB: '512',
  awsRequestId: '00000000-0000-0000-0000-000000000000',
  invokedFunctionArn:
    'arn:aws:lambda:us-east-1:123456789012:function:spillway-bench-ingestion:live',
  getRemainingTimeInMillis: () => 10_000,
} as Context;
