import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import config from '#config';
import { createCircuitStore } from '../aws/circuit-table.ts';
import { callSeconds, clientSettings } from '../aws/client-settings.ts';
import { createDeliverOnce } from '../aws/deliver-once.ts';
import { DeliveryTable } from '../aws/delivery-table.ts';
import { createOnDemand } from '../aws/on-demand.ts';
import { createSecretReader } from '../aws/secrets.ts';
import { streamline } from '../aws/streamline.ts';
import { createTrueTime } from '../aws/true-time.ts';
import { readEnvironment } from '../environment.ts';
import { createTelemetry, withTelemetry } from '../telemetry/with-telemetry.ts';
import { archivedSources, type SpillwayConfig } from '../webhook/configuration.ts';
import { createCircuitBreakers } from './circuit-breakers.ts';
import type { SendDeadLetter } from './dead-letter.ts';
import { createDestinations } from './destinations/destinations.ts';
import { createSendRequest } from './destinations/send-request.ts';
import { standInUrls } from './destinations/stand-ins.ts';
import { createProcessing } from './processing.ts';
import { createRouteWebhook } from './route-webhook.ts';

const env = readEnvironment(process.env, [
  'WEBHOOK_BUCKET',
  'CIRCUIT_FAILURES',
  'CLAIM_LEASE_SECONDS',
  'DEAD_LETTER_QUEUE_URL',
  'DELIVERY_MEMORY_DAYS',
  'DELIVERY_TABLE',
  'DESTINATION_SECRET_PREFIX',
  'INTAKE_QUEUE_URL',
  'INTAKE_RETENTION_DAYS',
  'MAX_RECEIVE_COUNT',
  'DESTINATION_ATTEMPTS',
  'DELIVERY_LIMIT_SECONDS',
  'SETTLE_SECONDS',
  'RETRY_BASE_SECONDS',
  'RETRY_CAP_SECONDS',
  'SECRET_CACHE_SECONDS',
]);
const functionVersion = process.env.AWS_LAMBDA_FUNCTION_VERSION || 'unknown';
const { routes, destinations: configured }: SpillwayConfig = config;
const telemetry = createTelemetry();
const { logger, meter, tracing, openLine, countNow } = telemetry;
const dynamo = streamline(new DynamoDBClient(clientSettings(3)), tracing.captureCall);
const now = createTrueTime(dynamo, Date.now);
const secrets = createSecretReader({
  client: streamline(new SecretsManagerClient(clientSettings(2)), tracing.captureCall),
  prefix: env.DESTINATION_SECRET_PREFIX,
  cacheSeconds: Number(env.SECRET_CACHE_SECONDS),
  now,
  onStale: (destination, error) =>
    logger.warn('using the last good secret', { destination, error: error as Error }),
});
const aws = createOnDemand({
  intakeUrl: env.INTAKE_QUEUE_URL,
  deadLetterUrl: env.DEAD_LETTER_QUEUE_URL,
  bucket: env.WEBHOOK_BUCKET,
  captureCall: tracing.captureCall,
});
const sendDeadLetter: SendDeadLetter = ({ body, attributes }) =>
  aws.sendDeadLetter({ body, attributes: { ...attributes, version: functionVersion } });

const destinations = createDestinations(configured, {
  urls: standInUrls(configured, {
    url: process.env.STAND_IN_URL,
    queuesUrl: process.env.STAND_IN_QUEUES_URL,
  }),
  readSecrets: secrets.read,
  allowPrivateAddress: process.env.ALLOW_PRIVATE_DESTINATIONS === 'true',
  sendRequest: createSendRequest(),
  ...aws,
  callSeconds: callSeconds(3),
  longestSeconds: Number(env.DELIVERY_LIMIT_SECONDS),
  now,
});
const circuits = createCircuitBreakers({
  destinations: Object.keys(configured),
  failures: Number(env.CIRCUIT_FAILURES),
  store: createCircuitStore(dynamo, env.DELIVERY_TABLE),
  now,
  onOpen: (destination, restSeconds) => {
    meter.count('CircuitOpened', { destination });
    logger.error('destination fails again and again, and is left alone', {
      destination,
      restSeconds,
    });
  },
  onStoreError: (error) => logger.warn('circuits are not shared', { error: error as Error }),
});

export const handler = withTelemetry(
  telemetry,
  'processing',
  createProcessing({
    ...aws,
    sendDeadLetter,
    archivedSources: archivedSources(config),
    routeWebhook: createRouteWebhook(routes, {
      destinations,
      codeLimitSeconds: Number(env.DELIVERY_LIMIT_SECONDS),
    }),
    circuits,
    deliverOnce: createDeliverOnce({
      table: new DeliveryTable(dynamo, env.DELIVERY_TABLE, now, functionVersion),
      leaseSeconds: Number(env.CLAIM_LEASE_SECONDS),
      memoryDays: Number(env.DELIVERY_MEMORY_DAYS),
    }),
    settleSeconds: Number(env.SETTLE_SECONDS),
    onDeadLetter: ({ destination, delivery: { deliveryId, source, type } }, reason, error) => {
      const details = { destination, deliveryId, source, type, reason, error };
      logger.error('delivery dead-lettered', details);
    },
    attemptLimits: {
      destination: Number(env.DESTINATION_ATTEMPTS),
      own: Number(env.MAX_RECEIVE_COUNT),
    },
    maxReceiveCount: Number(env.MAX_RECEIVE_COUNT),
    longestParkedDays: Number(env.INTAKE_RETENTION_DAYS),
    retries: {
      baseSeconds: Number(env.RETRY_BASE_SECONDS),
      capSeconds: Number(env.RETRY_CAP_SECONDS),
      random: Math.random,
    },
    ...{ logger, openLine, countNow, tracing, now },
  }),
);
