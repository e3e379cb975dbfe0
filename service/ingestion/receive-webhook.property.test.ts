import { validateHeaderValue } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { linesTo } from '../../test/factories/line.ts';
import { serviceEvent } from '../../test/factories/service-event.ts';
import { webhookMethods } from '../webhook/allowed-methods.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { decodeBody, type Envelope, parseEnvelope } from '../webhook/envelope.ts';
import { createRequest, type WebhookRequest, withHeaders } from '../webhook/request.ts';
import type { Place, Sender } from '../webhook/sender.ts';
import { type SenderName, senders } from '../webhook/senders.ts';
import { signRequest } from '../webhook/sign-request.ts';
import { placeOf } from '../webhook/signed-id.ts';
import { ed25519 } from '../webhook/vectors/ed25519-key.ts';
import { propertyRuns, runs } from '../webhook/vectors/property-runs.ts';
import { now, samples } from '../webhook/vectors/samples.ts';
import { verifySignature } from '../webhook/verify-signature.ts';
import { createIngestion } from './ingestion.ts';
import type { MessagePorts } from './message-for.ts';
import { createReceiveEvent } from './receive-event.ts';
import { createReceiveWebhook } from './receive-webhook.ts';

vi.setConfig({ testTimeout: 300_000 });

const names = Object.keys(senders) as SenderName[];
const rowOf = (name: SenderName): Sender => senders[name];
const publicUrl = 'https://hooks.example.com/webhooks/any';
const messageLimitBytes = 32_768;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const takenBySqs = /^[\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

interface Written {
  readonly status: number;
  readonly message: string;
  readonly stored: ReadonlyMap<string, Buffer>;
}

/** What the queue and the store received. */
async function ingest(event: APIGatewayProxyEvent): Promise<Written> {
  const stored = new Map<string, Buffer>();
  const messages: string[] = [];
  const ports: MessagePorts & { readonly sendMessage: (message: string) => Promise<void> } = {
    messageLimitBytes,
    storeBody: async (key, body, contentType) => {
      validateHeaderValue('content-type', contentType);
      stored.set(key, body);
      return { bucket: 'bodies', key, bytes: body.length, sha256: key.slice(-64) };
    },
    sendMessage: async (message) => {
      messages.push(message);
    },
  };
  const sources = Object.fromEntries(
    names.map((sender): [string, SourceConfig] => [sender, { sender, publicUrl }]),
  );
  const readSecrets = async (source: string) => [
    { slot: 'current', value: samples[source as SenderName].secret },
  ];
  const handler = createIngestion({
    receiveWebhook: createReceiveWebhook({
      ...ports,
      sources,
      readSecrets,
      refreshSecrets: readSecrets,
      now: () => now,
    }),
    receiveEvent: createReceiveEvent({ ...ports, now: () => now }),
    openLine: linesTo(),
    tracing: { annotate: () => {} },
    traceHeader: () => undefined,
  });
  const { statusCode } = await handler(event);
  return { status: statusCode, message: messages[0] ?? '', stored };
}

function bodyOf(envelope: Envelope, stored: Written['stored']): Buffer | undefined {
  return envelope.bodyRef ? stored.get(envelope.bodyRef.key) : decodeBody(envelope);
}

const oddNames = ['constructor', 'toString', '__proto__', 'x-odd'];
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', ' ', '\t', '\0', '\ufffe', '\ud800', 'é', '中', 'x'.repeat(2_000)),
);
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map(Buffer.from),
  oddText.map(Buffer.from),
  fc.constantFrom('\0', '\ufffe', '\uffff', '\r\n', '\ufeff', '{}', '"').map(Buffer.from),
  fc.constant(Buffer.from([0xed, 0xa0, 0x80])), // half a surrogate pair, which is not UTF-8
);
const body = fc.oneof(
  { weight: 20, arbitrary: fc.array(piece, { maxLength: 4 }).map(Buffer.concat) },
  {
    weight: 1,
    arbitrary: piece.map((bytes) => Buffer.concat([bytes, Buffer.alloc(messageLimitBytes, 'é')])),
  },
);

/** The headers that matter for this sender: those that are read, and those that travel. */
function headerNamesOf(sender: Sender): readonly string[] {
  const places: readonly Place[] = [...sender.deliveryId.map(placeOf), ...sender.eventType];
  const read = places.flatMap((place) =>
    typeof place === 'object' && 'header' in place ? [place.header] : [],
  );
  return ['content-type', ...read, ...sender.allowedHeaders, ...oddNames];
}

const contentType = fc.oneof(
  oddText,
  fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain; charset=ü'),
);

const unsigned = fc.constantFrom(...names).chain((name) =>
  fc.record({
    name: fc.constant(name),
    method: fc.constantFrom(...webhookMethods(rowOf(name))),
    headers: fc.dictionary(fc.constantFrom(...headerNamesOf(rowOf(name))), oddText),
    contentType: fc.option(contentType, { nil: undefined }),
    query: fc.dictionary(fc.constantFrom('a', 'to list', ...oddNames), oddText, { maxKeys: 3 }),
    body,
    trackingId: oddText,
  }),
);
type Unsigned = typeof unsigned extends fc.Arbitrary<infer T> ? T : never;

/** Signs the request. Linear keeps its time in the body, Zendesk signs no forms, and a signed id must be an id. */
function signed({ name, method, headers, contentType, query, body }: Unsigned): WebhookRequest {
  const linear = () =>
    Buffer.from(`{"webhookTimestamp":${now},"said":${JSON.stringify(body.toString('latin1'))}}`);
  const isForm = contentType?.includes('form') === true && name === 'zendesk';
  const ids = rowOf(name).schemes.flatMap(({ idHeader }) => idHeader ?? []);
  const request = createRequest({
    method,
    headers: {
      ...headers,
      'content-type': isForm ? undefined : contentType,
      ...Object.fromEntries(ids.map((id) => [id, headers[id] || 'an id'])),
    },
    query,
    body: name === 'linear' ? linear() : body,
  });
  if (name === 'discord') return signedByKey(request);
  const made = signRequest(rowOf(name), request, samples[name].secret, { now, publicUrl });
  if (made === undefined) throw new Error(`${name} can't be signed`);
  return made;
}

function signedByKey(request: WebhookRequest): WebhookRequest {
  const timestamp = String(now / 1000);
  const signature = ed25519(Buffer.concat([Buffer.from(timestamp), request.body])).toString('hex');
  return withHeaders(request, {
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': signature,
  });
}

/**
 * Excludes requests that could be another's: a Twilio form without fields, or a body that X would sign for a
 * stranger.
 */
function isVerified(name: SenderName, request: WebhookRequest): boolean {
  const secrets = [{ slot: 'current', value: samples[name].secret }];
  return verifySignature(rowOf(name), request, secrets, { now, publicUrl }).kind === 'verified';
}

/** The query of a GET without a body, as \`signRequest\` spells it. */
function contentOf({ method, query, body }: WebhookRequest): Buffer {
  if (method !== 'GET' || body.length > 0) return body;
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => [name, value].map(encode).join('=')),
  );
  return Buffer.from(pairs.join('&'));
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function eventFor(name: SenderName, request: WebhookRequest, requestId: string) {
  const { method, headers, query, body } = request;
  return {
    ...serviceEvent(),
    resource: '/webhooks/{source}',
    path: `/webhooks/${name}`,
    pathParameters: { source: name },
    httpMethod: method,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([header, value]) => [header, [value]]),
    ),
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(query).map(([parameter, values]) => [parameter, [...values]]),
    ),
    requestContext: { requestId } as APIGatewayProxyEvent['requestContext'],
    body: body.toString('base64'),
    isBase64Encoded: true,
  } satisfies APIGatewayProxyEvent;
}

describe('any signed request of any sender', () => {
  it('is stored, and processing reads the bytes that were sent', async () => {
    await fc.assert(
      fc.asyncProperty(unsigned, async (made) => {
        const request = signed(made);
        fc.pre(isVerified(made.name, request));
        const { status, message, stored } = await ingest(
          eventFor(made.name, request, made.trackingId),
        );
        expect(status).toBeLessThan(300);
        expect(message).toMatch(takenBySqs);
        const envelope = parseEnvelope(message);
        expect(bodyOf(envelope, stored)).toEqual(contentOf(request));
        expect(envelope.deliveryId).toMatch(/^[A-Za-z0-9._:@/+=-]{1,200}$/);
        expect(envelope.type).toMatch(/^[!-~]{1,128}$/);
        validateHeaderValue('content-type', envelope.contentType);
        for (const [name, value] of Object.entries(envelope.headers)) {
          validateHeaderValue(name, value);
        }
      }),
      propertyRuns,
    );
  });
});

describe('any event of a service', () => {
  const event = fc.record({
    type: fc.stringMatching(/^[A-Za-z0-9._:/-]{1,128}$/),
    data: fc.object(),
    contentType: fc.oneof(
      contentType,
      oddText.map((text) => `application/json; ${text}`),
    ),
    key: fc.stringMatching(/^[A-Za-z0-9._:@/+=-]{1,64}$/),
    trackingId: oddText,
    large: fc.boolean(),
  });

  it('is stored, and processing reads the bytes that were sent', async () => {
    await fc.assert(
      fc.asyncProperty(event, async ({ type, data, contentType, key, trackingId, large }) => {
        const text = large ? 'é'.repeat(messageLimitBytes) : '';
        const sent = JSON.stringify({ type, data, text });
        const made = serviceEvent({
          body: sent,
          headers: { 'Idempotency-Key': key, 'Content-Type': contentType },
        });
        const requestContext = { ...made.requestContext, requestId: trackingId };
        const { status, message, stored } = await ingest({ ...made, requestContext });
        expect(status).toBe(202);
        expect(message).toMatch(takenBySqs);
        const envelope = parseEnvelope(message);
        expect(bodyOf(envelope, stored)?.toString()).toBe(sent);
        validateHeaderValue('content-type', envelope.contentType);
      }),
      runs(2_000),
    );
  });
});
