import { eventsSource } from '../../service/webhook/configuration.ts';
import { readJsonField } from '../../service/webhook/json-body.ts';
import { withHeaders } from '../../service/webhook/request.ts';
import type { Example } from '../example-webhook/example.ts';
import { serviceEvents } from '../example-webhook/examples/service-events.ts';
import type { Channel } from './channel.ts';
import type { EventToken } from './fetch-event-token.ts';

const noBody = 'a token does not cover the body';

/** The channel of the user's own services. @param endpoint of the API, with its stage */
export function eventChannel({ clientId, token }: EventToken, endpoint: string): Channel {
  const signWith =
    (bearer: string): Channel['sign'] =>
    (request) =>
      withHeaders(request, { authorization: `Bearer ${bearer}` });
  return {
    ...{ source: eventsSource, sender: 'service', title: 'your own services' },
    url: `${endpoint}/events`,
    examples: serviceEvents,
    typePlaces: [{ json: ['type'] }],
    minimal,
    sign: signWith(token),
    receivedAs: ({ headers, body }, now) => ({
      deliveryId: `${clientId}:${headers['idempotency-key']}`,
      source: eventsSource,
      type: String(readJsonField(body, ['type']) ?? 'unknown'),
      receivedAt: new Date(now).toISOString(),
      contentType: 'application/json',
      headers: { 'spillway-client-id': clientId },
      body,
    }),
    isIdRandom: false,
    isUrlMissing: false,
    handshakeOf: () => undefined,
    bad: {
      'wrong-secret': { reason: 'token-refused', sign: signWith(withOtherSignature(token)) },
      altered: noBody,
      old: 'no token is older than the one that was fetched for it',
      unsigned: { reason: 'token-refused', sign: (request) => request },
    },
  };
}

function minimal(type = 'example'): Example {
  return {
    type,
    request: ({ iso, token }) => ({
      headers: { 'idempotency-key': `try-${token}` },
      json: { type, timestamp: iso, data: {} },
    }),
  };
}

/** A JSON Web Token of the same claims. */
function withOtherSignature(token: string): string {
  const [header, claims, signature = ''] = token.split('.');
  return [header, claims, [...signature].reverse().join('')].join('.');
}
