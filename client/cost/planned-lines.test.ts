import type { Context } from 'aws-lambda';
import { afterEach, expect, it, vi } from 'vitest';
import { createIngestion } from '../../service/ingestion/ingestion.ts';
import { createReceiveWebhook } from '../../service/ingestion/receive-webhook.ts';
import { createProcessing } from '../../service/processing/processing.ts';
import { createRouteWebhook } from '../../service/processing/route-webhook.ts';
import { capturedLines } from '../../service/telemetry/captured-lines-fixture.ts';
import {
  createTelemetry,
  type Telemetry,
  withTelemetry,
} from '../../service/telemetry/with-telemetry.ts';
import { anEnvelope, anSqsRecord } from '../../test/factories/envelope.ts';
import { githubSecret, githubWebhook } from '../../test/factories/github-webhook.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { rememberDeliveries } from '../../test/factories/remembered-deliveries.ts';
import { plannedFigures } from './planned-figures.ts';

afterEach(() => vi.unstubAllEnvs());

const ofEvent = 26;
const bytesOf = (lines: readonly string[]) =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + ofEvent, 0);

const id = (index: number) => `72d3162e-cc78-11e3-81ab-4c9367dc${1000 + index}`;

/** Bytes of the log of one invocation, in an environment that had another one before. */
async function logged<Event>(
  name: 'ingestion' | 'processing',
  create: (telemetry: Telemetry) => (event: Event, context: Context) => Promise<unknown>,
  event: (invocation: number) => Event,
): Promise<number> {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', `spillway-prod-${name}`);
  const telemetry = createTelemetry();
  const handle = withTelemetry(telemetry, name, create(telemetry));
  const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
  await capturedLines(() => handle(event(0), context));
  return bytesOf(await capturedLines(() => handle(event(1), context)));
}

const processed = (webhooks: number) =>
  logged(
    'processing',
    ({ openLine }) => {
      const app = { limitSeconds: 15, isMeasured: true, deliver: async () => ({ status: 200 }) };
      const routes = [{ name: 'all', match: { source: 'github' }, to: ['app'] }];
      return createProcessing(
        processingPorts({
          routeWebhook: createRouteWebhook(routes, { destinations: { app }, codeLimitSeconds: 25 }),
          deliverOnce: rememberDeliveries().deliverOnce,
          openLine,
        }),
      );
    },
    (invocation) => ({
      Records: Array.from({ length: webhooks }, (_, index) => {
        const deliveryId = id(10 * invocation + index);
        const receivedAt = new Date().toISOString();
        return anSqsRecord(anEnvelope({ deliveryId, receivedAt }), { messageId: deliveryId });
      }),
    }),
  );

const isWithin5Percent = (bytes: number, planned: number) => {
  expect(bytes / planned).toBeGreaterThan(0.95);
  expect(bytes / planned).toBeLessThan(1.05);
};

it('plans as many bytes of ingestion as a webhook has', async () => {
  const secrets = [{ slot: 'current', value: githubSecret }];
  const receiveWebhook = createReceiveWebhook({
    sources: { github: { sender: 'github' } },
    readSecrets: async () => secrets,
    refreshSecrets: async () => secrets,
    sendMessage: async () => undefined,
    messageLimitBytes: 262_144,
    storeBody: () => Promise.reject(new Error('It fits into a message')),
    now: Date.now,
  });
  const bytes = await logged(
    'ingestion',
    ({ openLine, tracing }) =>
      createIngestion({ receiveWebhook, openLine, tracing, traceHeader: () => undefined }),
    (invocation) => {
      const headers = { 'X-GitHub-Delivery': id(invocation), 'X-GitHub-Event': 'push' };
      const event = githubWebhook({ body: Buffer.alloc(8192, ' '), headers });
      event.requestContext.requestId = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef';
      return event;
    },
  );
  isWithin5Percent(bytes, plannedFigures.ingestionLogBytes);
});

it('plans as many bytes of processing as webhooks have, alone and in a batch', async () => {
  const { processingLogBytes, sharedProcessingLogBytes, batchMetricsBytes } = plannedFigures;
  isWithin5Percent(await processed(1), processingLogBytes);
  isWithin5Percent(await processed(4), 4 * sharedProcessingLogBytes + batchMetricsBytes);
});
