import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { Subsegment } from 'aws-xray-sdk-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { printEntry } from '../../cli/logs/print-entry.ts';
import { readLogRecord } from '../../client/logs/log-record.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { parseEmf } from '../../local/aws/cloudwatch/metrics/emf.ts';
import { createNarrator } from '../../local/terminal/narrator.ts';
import { anEnvelope, anSqsRecord } from '../../test/factories/envelope.ts';
import { githubSecret, githubWebhook } from '../../test/factories/github-webhook.ts';
import { hostileText } from '../../test/factories/hostile-text.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { createRandom, type Random } from '../../test/factories/random.ts';
import { randomRequest } from '../../test/factories/random-request.ts';
import { DeliveryError, PermanentError } from '../errors.ts';
import { createIngestion } from '../ingestion/ingestion.ts';
import { createReceiveWebhook } from '../ingestion/receive-webhook.ts';
import { createProcessing } from '../processing/processing.ts';
import { createRouteWebhook } from '../processing/route-webhook.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { senders } from '../webhook/senders.ts';
import { runs } from '../webhook/vectors/property-runs.ts';
import { capturedLines } from './captured-lines-fixture.ts';
import { metricNamespace, metrics as table } from './metric-names.ts';
import { createTelemetry, type Telemetry, withTelemetry } from './with-telemetry.ts';
import { addAnnotations, closing } from './xray/subsegments.ts';

vi.setConfig({ testTimeout: 120_000 });

const service = 'spillway-test-function';
const context = { functionName: service, awsRequestId: 'request-1' } as Context;
const publicUrl = 'https://hooks.example.com/webhooks/any';
const sources = Object.fromEntries(
  Object.keys(senders).map((sender) => [sender, { sender, publicUrl } as SourceConfig]),
);
let telemetry: Telemetry;

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', service);
  telemetry = createTelemetry();
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** No such character leaves as it is: not to a terminal, and not to a reader of lines. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const messages = /^(webhook|handshake|delivery|the|using|metrics) [a-z ,-]+$/;
/** CloudWatch took no more of an event until 2025, and takes 1 MB now. */
const mostBytes = 262_144;
const dimensions = {
  source: new Set([...Object.keys(sources), 'unknown']),
  destination: new Set(['app', 'audit']),
  route: new Set(['all', 'none']),
  reason: /^[a-z-]{1,40}$/,
  explanation: /^[a-z0-9-]{1,40}$/,
  slot: /^current$/,
  service: new Set([service]),
} as const satisfies Record<string, ReadonlySet<string> | RegExp>;

/** Whatever was in it, it is one line of ours, and its metrics are ours. */
function checkLine(line: string): void {
  expect(line).not.toMatch(unprintable);
  expect(Buffer.byteLength(line)).toBeLessThan(mostBytes);
  const document = JSON.parse(line);
  expect(document.service).toBe(service);
  const { data, ...errors } = parseEmf(line);
  expect(errors).toEqual({ parsingErrors: 0, validationErrors: 0 });
  for (const { namespace, name, dimensions: values } of data) {
    expect(namespace).toBe(metricNamespace);
    expect(table).toHaveProperty(name);
    for (const [dimension, value] of Object.entries(values)) {
      const known = dimensions[dimension as keyof typeof dimensions];
      expect(known instanceof RegExp ? known.test(value) : known.has(value)).toBe(true);
    }
  }
  if (!('level' in document)) return; // metrics alone
  const record = readLogRecord(line);
  expect(record.kind).toBe('own');
  expect(record.message).toMatch(messages);
  expect(shown(line)).not.toMatch(unprintable);
}

/** What commands and `npm start` print of it, without the newlines between their own lines. */
function shown(line: string): string {
  let printed = '';
  const terminal = createTerminal({ write: (text) => (printed += text) });
  const entry = {
    id: '1',
    function: 'processing',
    at: 0,
    line,
    record: readLogRecord(line),
  } as const;
  printEntry(terminal, entry, false);
  printEntry(terminal, entry, true);
  expect(printed.trimEnd().split('\n')).toHaveLength(2);
  const narrator = createNarrator(terminal);
  narrator.log({
    logGroup: `/aws/lambda/${service}-processing`,
    logStream: 's',
    timestamp: 0,
    message: line,
  });
  narrator.stop();
  return printed.replaceAll('\n', '');
}

const annotated = ['deliveryId', 'source', 'reason', 'producerTrace', 'destination'];
/** A daemon takes a document in one UDP packet, as JSON. */
const packetBytes = 65_000;

/** What X-Ray would get of work with these annotations. */
async function traced<Result>(
  annotations: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const subsegment = Object.assign(new Subsegment('test'), { flush: () => undefined });
  addAnnotations(subsegment, annotations);
  try {
    return await closing(subsegment, work);
  } finally {
    const json = JSON.stringify(subsegment);
    expect(Buffer.byteLength(json)).toBeLessThan(packetBytes);
    expect(json).not.toMatch(/s3cr3t|pr1vate/);
    const document = JSON.parse(json);
    for (const [name, value] of Object.entries<string>(document.annotations ?? {})) {
      expect(annotated).toContain(name);
      expect(value.isWellFormed() && value.length <= 1_000).toBe(true);
    }
  }
}

const tracing = {
  annotate: (annotations: Readonly<Record<string, string>>) => {
    void traced(annotations, async () => undefined);
  },
  capture: <Result>(
    _: string,
    annotations: Readonly<Record<string, string>>,
    work: () => Promise<Result>,
  ) => traced(annotations, work),
};

function randomEvent(random: Random): APIGatewayProxyEvent {
  const { method, path, headers, body } = randomRequest(random);
  const [name = '', search = ''] = path.split('?');
  const event = githubWebhook({ body });
  return {
    ...event,
    ...{ path: random.chance(0.2) ? `/webhooks/${hostileText(random)}` : name, httpMethod: method },
    multiValueHeaders: {
      ...Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, [value].flat()])),
      [random.pick(['x-github-event', 'x-github-delivery', 'content-type'])]: [hostileText(random)],
    },
    multiValueQueryStringParameters: { a: [search], __proto__: [hostileText(random)] },
    requestContext: { requestId: hostileText(random) } as APIGatewayProxyEvent['requestContext'],
  };
}

/** Signed by GitHub, whose webhooks others fill: and nothing of the headers is signed. */
function signedEvent(random: Random): APIGatewayProxyEvent {
  const event = githubWebhook({
    body: JSON.stringify({ said: hostileText(random), [hostileText(random)]: 1 }),
    headers: {
      'X-GitHub-Event': hostileText(random),
      'X-GitHub-Delivery': hostileText(random),
    },
  });
  return random.chance(0.5)
    ? event
    : { ...event, requestContext: randomEvent(random).requestContext };
}

function refuse(): never {
  throw new RangeError('nobody may read this');
}

/** What code that is not ours may throw. */
function hostileError(random: Random): unknown {
  const text = hostileText(random);
  const circle = new Error(text, { cause: new Error(text) });
  Object.assign(circle.cause as Error, { cause: circle });
  const secret = { config: { headers: { authorization: 'Bearer s3cr3t' }, data: 'pr1vate' } };
  return random.pick<() => unknown>([
    () => new Error(text),
    () => Object.assign(new Error(text), { name: text, stack: text, code: text, status: text }),
    () => Object.assign(new Error(text), secret, { _aws: {}, level: 'INFO', service: text }),
    () => Object.assign(new TypeError(text), { toJSON: () => ({ _aws: {}, text }) }),
    () => Object.assign(new Error(), { message: { _aws: {}, text } }),
    () => Object.assign(new Error(text), { toJSON: refuse }),
    () => ({ message: text, toJSON: refuse }),
    () => Object.defineProperty(new Error(text), 'stack', { get: refuse }),
    () => Object.defineProperty({}, 'message', { get: refuse }),
    () => circle,
    () => new DeliveryError(text, { status: 503 }),
    () => new PermanentError(text, { reason: 'refused', status: 410 }),
    () => new PermanentError('x'.repeat(10_000_000)),
    () => text,
    () => null,
    () => ({ message: text, cause: { cause: null } }),
  ])();
}

function ingestion(random: Random) {
  const fail = random.chance(0.3) ? hostileError(random) : undefined;
  const secrets = [{ slot: 'current', value: githubSecret }];
  return withTelemetry(
    { ...telemetry, tracing: { ...telemetry.tracing, ...tracing } as never },
    'ingestion',
    createIngestion({
      receiveWebhook: createReceiveWebhook({
        ...{ sources, messageLimitBytes: 262_144, now: Date.now },
        readSecrets: async () => secrets,
        refreshSecrets: async () => secrets,
        sendMessage: async () => {
          if (fail !== undefined) throw fail;
        },
        storeBody: () => Promise.reject(fail ?? new Error('It fits')),
      }),
      openLine: telemetry.openLine,
      tracing,
      traceHeader: () => undefined,
    }),
  );
}

it('changes nothing of ingestion’s lines but its own text, and is one line of each request', async () => {
  const property = fc.asyncProperty(fc.nat(), async (seed) => {
    const random = createRandom(seed);
    const event = random.chance(0.5) ? signedEvent(random) : randomEvent(random);
    const lines = await capturedLines(() => ingestion(random)(event, context));
    expect(lines).toHaveLength(1);
    for (const line of lines) checkLine(line);
  });
  await fc.assert(property, runs(1_000));
});

function processing(random: Random) {
  const settle = async () => {
    if (random.chance(0.6)) throw hostileError(random);
  };
  const destination = { limitSeconds: 15, isMeasured: true, deliver: settle };
  const to = random.chance(0.5) ? ['app'] : ['app', 'audit'];
  return withTelemetry(
    { ...telemetry, tracing: { ...telemetry.tracing, ...tracing } as never },
    'processing',
    createProcessing(
      processingPorts({
        routeWebhook: createRouteWebhook(
          [
            {
              ...{ name: 'all', match: {}, to },
              transform: (webhook) => {
                if (random.chance(0.2)) throw hostileError(random);
                return webhook;
              },
            },
          ],
          { destinations: { app: destination, audit: destination }, codeLimitSeconds: 25 },
        ),
        ...{ openLine: telemetry.openLine, logger: telemetry.logger, tracing },
        onDeadLetter: ({ destination: name }, reason, error) =>
          telemetry.logger.error('delivery dead-lettered', { destination: name, reason, error }),
        sendAgain: async () => {
          if (random.chance(0.2)) throw hostileError(random);
        },
        sendDeadLetter: async () => {
          if (random.chance(0.2)) throw hostileError(random);
        },
      }),
    ),
  );
}

it('changes nothing of processing’s lines but its own text, whatever is thrown', async () => {
  const property = fc.asyncProperty(fc.nat(), async (seed) => {
    const random = createRandom(seed);
    const records = Array.from({ length: 1 + random.below(2) }, (_, index) => {
      const text = () => hostileText(random);
      const envelope = anEnvelope({ deliveryId: text(), type: text(), body: text() });
      const body = random.chance(0.9) ? envelope : text();
      return anSqsRecord(body, { messageId: `m-${index}`, receiveCount: 1 + random.below(6) });
    });
    const handle = processing(random);
    const event = { Records: records };
    const lines = await capturedLines(() =>
      handle(event, { ...context, getRemainingTimeInMillis: () => 30_000 }),
    );
    expect(lines.length).toBeGreaterThanOrEqual(records.length);
    for (const line of lines) checkLine(line);
    expect(lines.join('\n')).not.toMatch(/s3cr3t|pr1vate/);
  });
  await fc.assert(property, runs(1_000));
});

it('reads back as it came: JSON only spells it in another way', async () => {
  const property = fc.asyncProperty(fc.nat(), async (seed) => {
    const deliveryId = `d${hostileText(createRandom(seed)).toWellFormed()}`;
    const [line = ''] = await capturedLines(() =>
      telemetry.openLine().end('info', 'webhook processed', { deliveryId }),
    );
    expect(JSON.parse(line).deliveryId).toBe(
      deliveryId.slice(0, 1_024) + (deliveryId.length > 1_024 ? '…' : ''),
    );
  });
  await fc.assert(property, runs(1_000));
});
