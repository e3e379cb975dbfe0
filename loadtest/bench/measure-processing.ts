import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeEnvelope } from '../../service/webhook/envelope.ts';
import { compare, interleave } from './compare.ts';
import type { ProcessingRequest, ProcessingResult } from './invoke-processing.ts';
import { runMeasured } from './measure.ts';
import type { Measurement } from './measurement.ts';
import { readExamplePayloads } from './payloads.ts';

export interface ProcessingOptions {
  readonly isQuick: boolean;
  /** Also 100,000 webhooks after 1,000: does a webhook cost the same, and is memory flat? */
  readonly isLong: boolean;
  readonly progress: (line: string) => void;
}

/**
 * The CPU time that processing takes for a webhook, with the table of deliveries and without it (a stand-in that
 * claims nothing). AWS and the destination are stubs outside the measured process.
 */
export async function measureProcessing(
  bundle: string,
  { isQuick, isLong, progress }: ProcessingOptions,
): Promise<readonly Measurement[]> {
  const stub = await startStub();
  const rounds = isQuick ? 1 : 5;
  const measure = (batchSize: number, hasTable: boolean, batches: number) =>
    runMeasured<ProcessingResult>(
      'invoke-processing.ts',
      {
        bundle,
        envelope: createEnvelope(),
        batchSize,
        warmUpBatches: 50,
        batches,
      } satisfies ProcessingRequest,
      processingEnvironment(stub.url, hasTable),
    );
  try {
    const measurements: Measurement[] = [];
    for (const batchSize of [1, 10]) {
      progress(`Processing in batches of ${batchSize}: ${rounds} rounds of 2`);
      const results = await interleave(['without the table', 'with the table'], rounds, (variant) =>
        measure(batchSize, variant === 'with the table', isQuick ? 20 : 300),
      );
      const what = `Processing, CPU per webhook, batch of ${batchSize}`;
      for (const variant of ['without the table', 'with the table'] as const) {
        const compared = compare(results, variant, 'without the table', perWebhook);
        measurements.push({ what, variant, base: 'without the table', unit: 'µs', ...compared });
      }
    }
    if (isLong) measurements.push(...(await measureGrowth(progress, measure)));
    return measurements;
  } finally {
    await stub.stop();
  }
}

async function measureGrowth(
  progress: ProcessingOptions['progress'],
  measure: (batchSize: number, hasTable: boolean, batches: number) => Promise<ProcessingResult>,
): Promise<readonly Measurement[]> {
  progress('Processing 1,000 and 100,000 webhooks');
  const batches = { '1,000 webhooks': 100, '100,000 webhooks': 10_000 } as const;
  const results = await interleave(['1,000 webhooks', '100,000 webhooks'], 1, (variant) =>
    measure(10, true, batches[variant]),
  );
  const common = { variant: '100,000 webhooks', base: '1,000 webhooks', aim: 1.1 } as const;
  const of = (resultOf: (result: ProcessingResult) => number) =>
    compare(results, common.variant, common.base, resultOf);
  return [
    { ...common, what: 'Processing, CPU per webhook', unit: 'µs', ...of(perWebhook) },
    { ...common, what: 'Processing, heap', unit: 'MB', ...of(({ heapMb }) => heapMb) },
  ];
}

const perWebhook = (result: ProcessingResult) => result.cpuMicrosecondsPerWebhook;

/** Stands for all of AWS, and for the destination. */
export async function startStub() {
  const secret = JSON.stringify({
    Name: 'bench',
    SecretString: '{"current":"YmVuY2ggYmVuY2ggYmVuY2ggYmVuY2g="}',
  });
  const server = createServer(async (request, response) => {
    for await (const _ of request); // read it to its end
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target === '') response.writeHead(204).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(target.startsWith('secretsmanager') ? secret : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function createEnvelope(): string {
  const push = readExamplePayloads().find(({ type }) => type === 'push');
  return writeEnvelope({
    v: 1,
    deliveryId: '{deliveryId}',
    source: 'github',
    provider: 'github',
    type: 'push',
    receivedAt: new Date().toISOString(),
    contentType: 'application/json',
    headers: { 'x-github-event': 'push' },
    body: push?.body.toString('utf8') ?? '',
  });
}

/** The variables as infra/ and Lambda set them. */
export function processingEnvironment(
  url: string,
  hasTable: boolean,
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SESSION_TOKEN: 'bench',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'spillway-bench-processing',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: 'index.handler',
    POWERTOOLS_SERVICE_NAME: 'spillway-bench-processing',
    POWERTOOLS_METRICS_NAMESPACE: 'Spillway',
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
    // Powertools' own switch: nothing is claimed, so nothing is written.
    ...(hasTable ? {} : { POWERTOOLS_IDEMPOTENCY_DISABLED: 'true' }),
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    ALLOW_PRIVATE_DESTINATIONS: 'true',
    WEBHOOK_BUCKET: 'bench',
    CIRCUIT_FAILURES: '20',
    CLAIM_LEASE_SECONDS: '60',
    DEAD_LETTER_QUEUE_URL: `${url}/1/dead-letters`,
    DELIVERY_MEMORY_DAYS: '20',
    DELIVERY_TABLE: 'deliveries',
    DESTINATION_SECRET_PREFIX: 'spillway/bench/destinations/',
    STAND_IN_URL: url,
    STAND_IN_QUEUES_URL: url,
    INTAKE_QUEUE_URL: `${url}/1/intake`,
    INTAKE_RETENTION_DAYS: '4',
    MAX_RECEIVE_COUNT: '5',
    DESTINATION_ATTEMPTS: '26',
    DELIVERY_LIMIT_SECONDS: '25',
    SETTLE_SECONDS: '2',
    RETRY_BASE_SECONDS: '5',
    RETRY_CAP_SECONDS: '900',
    SECRET_CACHE_SECONDS: '60',
  };
}
