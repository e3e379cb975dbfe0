// Runs in a process of its own, as an execution environment would: imports the bundle of processing and gives it
// batches of new webhooks, then reports to its parent what each webhook cost.
import { performance } from 'node:perf_hooks';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

export interface ProcessingRequest {
  readonly bundle: string;
  /** The JSON of an envelope; each message gets a delivery id of its own. */
  readonly envelope: string;
  readonly batchSize: number;
  readonly warmUpBatches: number;
  readonly batches: number;
}

export interface ProcessingResult {
  readonly importMs: number;
  /** User and system time of the whole process, microseconds. */
  readonly cpuMicrosecondsPerWebhook: number;
  readonly heapMb: number;
}

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

process.once('message', async (request: ProcessingRequest) => {
  process.send?.(await run(request));
  process.disconnect();
});

async function run(request: ProcessingRequest): Promise<ProcessingResult> {
  const startedAt = performance.now();
  const { handler }: { handler: Handler } = await import(request.bundle);
  const importMs = performance.now() - startedAt;
  let sent = 0;
  const invoke = async () => {
    // The runtime sets it before each invocation.
    process.env._X_AMZN_TRACE_ID =
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0';
    const { batchItemFailures } = await handler(eventOf(request, sent), context);
    if (batchItemFailures.length > 0) throw new Error('A webhook was not processed');
    sent += request.batchSize;
  };
  for (let i = 0; i < request.warmUpBatches; i++) await invoke();
  const before = process.cpuUsage();
  for (let i = 0; i < request.batches; i++) await invoke();
  const { user, system } = process.cpuUsage(before);
  globalThis.gc?.(); // measure what is in use, without what can be collected
  return {
    importMs,
    cpuMicrosecondsPerWebhook: (user + system) / (request.batches * request.batchSize),
    heapMb: process.memoryUsage().heapUsed / 1_048_576,
  };
}

function eventOf({ envelope, batchSize }: ProcessingRequest, from: number): SQSEvent {
  return {
    Records: Array.from({ length: batchSize }, (_, index) => ({
      messageId: `message-${from + index}`,
      receiptHandle: 'receipt',
      body: envelope.replace('{deliveryId}', `delivery-${from + index}`),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'bench',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:bench',
      awsRegion: 'us-east-1',
    })),
  };
}

const context = {
  functionName: 'spillway-bench-processing',
  functionVersion: '1',
  memoryLimitInMB: '512',
  awsRequestId: '00000000-0000-0000-0000-000000000000',
  invokedFunctionArn:
    'arn:aws:lambda:us-east-1:123456789012:function:spillway-bench-processing:live',
  getRemainingTimeInMillis: () => 30_000,
} as Context;
