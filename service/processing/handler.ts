import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import config from '#config';
import { createCircuitStore } from '../aws/circuit-table.ts';
import { clientSettings } from '../aws/client-settings.ts';
import { createDeliverOnce } from '../aws/deliver-once.ts';
import { DeliveryTable } from '../aws/delivery-table.ts';
import { createSecretReader } from '../aws/secrets.ts';
import { streamline } from '../aws/streamline.ts';
import { readEnvironment } from '../environment.ts';
import { createTelemetry, withTelemetry } from '../telemetry/with-telemetry.ts';
import { archivedSources, type SpillwayConfig } from '../webhook/configuration.ts';
import { byReceipt, withoutOrder } from './batch-order.ts';
import { createCircuitBreakers } from './circuit-breakers.ts';
import { createDeliverTo } from './deliver-to.ts';
import { createDestinations } from './destinations/destinations.ts';
import { createSendRequest } from './destinations/send-request.ts';
import { createHandleFailure } from './handle-failure.ts';
import { once } from './once.ts';
import { createProcessWebhook } from './process-webhook.ts';
import { createProcessing } from './processing.ts';
import { createRouteWebhook } from './route-webhook.ts';
import { withArchive } from './with-archive.ts';

const env = readEnvironment(process.env, [
  'WEBHOOK_BUCKET',
  'CIRCUIT_FAILURES',
  'CLAIM_LEASE_SECONDS',
  'DEAD_LETTER_QUEUE_URL',
  'DELIVERY_MEMORY_DAYS',
  'DELIVERY_TABLE',
  'DESTINATION_SECRET_PREFIX',
  'DESTINATION_URLS',
  'INTAKE_QUEUE_URL',
  'INTAKE_RETENTION_DAYS',
  'MAX_RECEIVE_COUNT',
  'RETRY_BASE_SECONDS',
  'RETRY_CAP_SECONDS',
  'SECRET_CACHE_SECONDS',
]);
const functionVersion = process.env.AWS_LAMBDA_FUNCTION_VERSION || 'unknown';
const { routes, destinations: configured }: SpillwayConfig = config;
const telemetry = createTelemetry();
const { logger, meter, tracing } = telemetry;
const secrets = createSecretReader({
  client: streamline(
    new SecretsManagerClient({ ...clientSettings, maxAttempts: 2 }),
    tracing.captureCall,
  ),
  prefix: env.DESTINATION_SECRET_PREFIX,
  cacheSeconds: Number(env.SECRET_CACHE_SECONDS),
  now: Date.now,
  onStale: (destination, error) =>
    logger.warn('using the last good secret', { destination, error: error as Error }),
});
const dynamo = streamline(
  new DynamoDBClient({ ...clientSettings, maxAttempts: 3 }),
  tracing.captureCall,
);
// What follows is imported when it is first needed: when something failed, for a large body, for a rare destination.
const intakeMessages = once(async () => {
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  const { createIntakeMessages } = await import('../aws/intake-messages.ts');
  const client = new SQSClient({ ...clientSettings, maxAttempts: 3, md5: false });
  return createIntakeMessages(streamline(client, tracing.captureCall), {
    intakeUrl: env.INTAKE_QUEUE_URL,
    deadLetterUrl: env.DEAD_LETTER_QUEUE_URL,
  });
});
const bodyStore = once(async () => {
  const { createBodyStore } = await import('../aws/body-store.ts');
  return createBodyStore(env.WEBHOOK_BUCKET, { maxAttempts: 3 });
});
const archiveStore = once(async () => {
  const { createArchiveStore } = await import('../aws/archive-store.ts');
  return createArchiveStore(env.WEBHOOK_BUCKET, { maxAttempts: 3 });
});
const sendDeadLetter: Awaited<ReturnType<typeof intakeMessages>>['sendDeadLetter'] = async (
  letter,
) =>
  (await intakeMessages()).sendDeadLetter({
    ...letter,
    attributes: { ...letter.attributes, version: functionVersion },
  });

const sendEmail = once(async () => (await import('../aws/send-email.ts')).createSendEmail());
const putEvent = once(async () => (await import('../aws/put-event.ts')).createPutEvent());
const sendToQueue = once(async () => (await import('../aws/send-to-queue.ts')).createSendToQueue());

const destinations = createDestinations(configured, {
  urls: JSON.parse(env.DESTINATION_URLS),
  readSecrets: secrets.read,
  allowPrivateAddress: process.env.ALLOW_PRIVATE_DESTINATIONS === 'true',
  sendRequest: createSendRequest(),
  sendEmail: async (email) => (await sendEmail())(email),
  putEvent: async (event) => (await putEvent())(event),
  sendToQueue: async (message) => (await sendToQueue())(message),
  meter,
  now: Date.now,
});
const circuits = createCircuitBreakers({
  destinations: Object.keys(configured),
  failures: Number(env.CIRCUIT_FAILURES),
  store: createCircuitStore(dynamo, env.DELIVERY_TABLE),
  now: Date.now,
  onOpen: (destination, restSeconds) => {
    meter.count('CircuitOpened', { destination });
    logger.error('destination fails again and again, and is left alone', {
      destination,
      restSeconds,
    });
  },
  onStoreError: (error) => logger.warn('circuits are not shared', { error: error as Error }),
});
const fetchBody: Awaited<ReturnType<typeof bodyStore>>['get'] = async (reference) =>
  (await bodyStore()).get(reference);
const processWebhook = createProcessWebhook({
  routeWebhook: createRouteWebhook(routes, destinations),
  fetchBody,
  deliverTo: createDeliverTo({
    sendDeadLetter,
    circuits,
    deliverOnce: createDeliverOnce({
      table: new DeliveryTable(dynamo, env.DELIVERY_TABLE, Date.now, functionVersion),
      leaseSeconds: Number(env.CLAIM_LEASE_SECONDS),
      memoryDays: Number(env.DELIVERY_MEMORY_DAYS),
    }),
    onPermanent: ({ destination, delivery: { deliveryId, source } }, error) =>
      logger.error('delivery can never succeed', { destination, deliveryId, source, error }),
    now: Date.now,
  }),
});

export const handler = withTelemetry(
  telemetry,
  'processing',
  createProcessing({
    processWebhook: withArchive(
      {
        sources: archivedSources(config),
        fetchBody,
        archive: async (envelope, message) => (await archiveStore())(envelope, message),
      },
      processWebhook,
    ),
    refreshCircuits: circuits.refresh,
    orderBatch: routes.some(({ orderBy }) => orderBy) ? byReceipt : withoutOrder,
    handleFailure: createHandleFailure({
      sendDeadLetter,
      hideMessage: async (receiptHandle, seconds) =>
        (await intakeMessages()).hideMessage(receiptHandle, seconds),
      sendAgain: async (body, seconds) => (await intakeMessages()).sendAgain(body, seconds),
      longestParkedDays: Number(env.INTAKE_RETENTION_DAYS),
      now: Date.now,
      retries: {
        baseSeconds: Number(env.RETRY_BASE_SECONDS),
        capSeconds: Number(env.RETRY_CAP_SECONDS),
        random: Math.random,
      },
      maxReceiveCount: Number(env.MAX_RECEIVE_COUNT),
      logger,
      meter,
    }),
    logger,
    meter,
    tracing,
    now: Date.now,
  }),
);
