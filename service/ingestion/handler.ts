import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { BodyStore } from '../aws/body-store.ts';
import { clientSettings } from '../aws/client-settings.ts';
import { createSendMessage } from '../aws/queue.ts';
import { createSecretReader } from '../aws/secrets.ts';
import { streamline } from '../aws/streamline.ts';
import { createTrueTime } from '../aws/true-time.ts';
import { readEnvironment } from '../environment.ts';
import { createTelemetry, withTelemetry } from '../telemetry/with-telemetry.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { createIngestion } from './ingestion.ts';
import { createReceiveEvent } from './receive-event.ts';
import { createReceiveWebhook } from './receive-webhook.ts';

/** The configured sources. infra/ writes them into the bundle as a constant, so that nothing has to parse them. */
declare const SPILLWAY_SOURCES: Readonly<Record<string, SourceConfig>>;
/** Whether `POST /events` exists. Where it doesn't, the bundle does not contain its code either. */
declare const SPILLWAY_HAS_EVENTS: boolean;

const env = readEnvironment(process.env, [
  'QUEUE_URL',
  'QUEUE_MESSAGE_LIMIT_BYTES',
  'WEBHOOK_BUCKET',
  'SOURCE_SECRET_PREFIX',
  'SECRET_CACHE_SECONDS',
]);
const telemetry = createTelemetry();
const { logger, meter, tracing, openLine } = telemetry;
const secretsManager = streamline(new SecretsManagerClient(clientSettings(2)), tracing.captureCall);
// For requests that do not come through the gateway, which gives each request's time.
const now = createTrueTime(secretsManager, Date.now);
const secrets = createSecretReader({
  client: secretsManager,
  prefix: env.SOURCE_SECRET_PREFIX,
  cacheSeconds: Number(env.SECRET_CACHE_SECONDS),
  now,
  onStale: (source, error) =>
    logger.warn('using the last good secret', { source, error: error as Error }),
});
let bodyStore: BodyStore | undefined;
const enqueue = {
  sendMessage: createSendMessage(
    streamline(new SQSClient(clientSettings(3)), tracing.captureCall),
    env.QUEUE_URL,
    (times) => meter.count('SendRepeated', {}, times),
  ),
  messageLimitBytes: Number(env.QUEUE_MESSAGE_LIMIT_BYTES),
  storeBody: async (key: string, body: Buffer, contentType: string) => {
    const { createBodyStore } = await import('../aws/body-store.ts');
    const { createStoreClient } = await import('../aws/store-client.ts');
    bodyStore ??= createBodyStore(env.WEBHOOK_BUCKET, createStoreClient(3, tracing.captureCall));
    return bodyStore.put(key, body, contentType);
  },
  now,
};
const receiveWebhook = createReceiveWebhook({
  ...enqueue,
  sources: SPILLWAY_SOURCES,
  readSecrets: secrets.read,
  refreshSecrets: secrets.refresh,
});

export const handler = withTelemetry(
  telemetry,
  'ingestion',
  createIngestion({
    receiveWebhook,
    receiveEvent: SPILLWAY_HAS_EVENTS ? createReceiveEvent(enqueue) : undefined,
    openLine,
    tracing,
    traceHeader: () => process.env._X_AMZN_TRACE_ID,
  }),
);
