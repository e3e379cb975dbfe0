import type { InvokeRequest } from './invoke.ts';

/** The variables as infra/ and Lambda set them, for a function whose AWS is the stub. */
export function functionEnvironment(
  urls: { readonly sqs: string; readonly secrets: string },
  secret: string,
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_SQS: urls.sqs,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secrets,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SESSION_TOKEN: 'bench',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'spillway-bench-ingestion',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: 'index.handler',
    POWERTOOLS_SERVICE_NAME: 'spillway-bench-ingestion',
    POWERTOOLS_METRICS_NAMESPACE: 'Spillway',
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    QUEUE_URL: `${urls.sqs}/000000000000/spillway-bench-intake`,
    QUEUE_MESSAGE_LIMIT_BYTES: '262144',
    WEBHOOK_BUCKET: 'spillway-bench-bodies',
    SOURCE_SECRET_PREFIX: 'spillway/bench/sources/',
    SECRET_CACHE_SECONDS: '60',
    FLOOR_SECRET: secret,
  };
}

/** How often a warm handler is invoked: first to get it compiled, then to measure it. */
export const invocations = {
  none: { warmUp: 0, invocations: 0 },
  small: { warmUp: 500, invocations: 1_500 },
  large: { warmUp: 300, invocations: 700 },
  quick: { warmUp: 50, invocations: 100 },
} as const satisfies Record<string, Pick<InvokeRequest, 'warmUp' | 'invocations'>>;
