import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLocalName } from './loopback.ts';

export interface RequestToForward {
  readonly url: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Of one connection, and so not handed on. */
const ofConnection = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Makes the same request elsewhere, over a connection of its own, and follows no redirect. Resolves with the answer
 * as soon as its headers are there.
 *
 * @throws what the connection failed with, and `signal`'s reason once that ends it
 */
export function forwardRequest(
  { url, method, headers, body }: RequestToForward,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const open = url.startsWith('https:') ? httpsRequest : httpRequest;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = open(url, {
    method,
    agent: false,
    headers: { ...handedOn(headers), 'content-length': body.length },
    signal,
    ...(isLocalName(new URL(url).hostname) ? { lookup: lookUpThisMachine } : {}),
  });
  outgoing.on('response', resolve);
  // Without this listener such an answer (101) ends the connection without a word.
  outgoing.on('upgrade', (answer, socket) => {
    socket.destroy();
    reject(new Error(`it answered ${answer.statusCode}`));
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}

/** Those that belong to the message. */
export function handedOn(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofConnection.has(name) ? [] : [[name, value]],
    ),
  );
}

/** A server on `localhost` may listen on either address; Node tries both. */
const lookUpThisMachine: LookupFunction = (_, { all }, done) => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (all) done(null, addresses);
  else done(null, '127.0.0.1', 4);
};
