import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { buildQueryString, type HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { keptConnections } from '../kept-connections.ts';

export interface TimeLimits {
  readonly connectMilliseconds: number;
  /** From the start of one attempt to the last byte of its answer. */
  readonly attemptMilliseconds: number;
}

/**
 * Sends a client's requests over connections that stay open, and reads each answer whole, since SQS and Secrets
 * Manager give small answers. It replaces the SDK's handler, which prepares for streams, proxies and abort signals,
 * sets five timers for each request, and has no time limit by default.
 *
 * Errors have the names and codes that the SDK's retries look for (`TimeoutError`, `ECONNRESET` …).
 */
export class KeepAliveHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly limits: TimeLimits;
  readonly #bodyOf: (bytes: Buffer) => unknown;
  readonly #transports = {
    'http:': transport(httpRequest, new HttpAgent(kept)),
    'https:': transport(httpsRequest, new HttpsAgent(kept)),
  };

  /** @param bodyOf turns an answer's bytes into the body that the client expects */
  constructor(limits: TimeLimits, bodyOf: (bytes: Buffer) => unknown = (bytes) => bytes) {
    this.limits = limits;
    this.#bodyOf = bodyOf;
  }

  handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const { send, agent, closeIdle, closeAll } =
      this.#transports[request.protocol === 'http:' ? 'http:' : 'https:'];
    closeIdle();
    return new Promise((resolve, reject) => {
      const outgoing = send({
        agent,
        host: request.hostname,
        port: request.port,
        method: request.method,
        path: pathOf(request),
        headers: request.headers,
      });
      const limit = (milliseconds: number, what: string) =>
        setTimeout(() => outgoing.destroy(new TimeoutError(what, milliseconds)), milliseconds);
      const attempt = limit(this.limits.attemptMilliseconds, 'was not answered');
      outgoing.once('close', () => clearTimeout(attempt));
      outgoing.once('error', (error) => {
        if (outgoing.reusedSocket) closeAll(); // so that the SDK's next attempt does not meet a dead one
        reject(error);
      });
      outgoing.once('response', (answer) => {
        const { statusCode = 0, statusMessage: reason, headers } = answer;
        const give = (bytes: Buffer) => {
          const response = { statusCode, reason, headers, body: this.#bodyOf(bytes) };
          resolve({ response: response as HttpResponse });
        };
        readWhole(answer, give, reject);
      });
      // Without this listener such an answer (101) ends the connection, and no other event ever comes.
      outgoing.once('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Error('The answer is one of another protocol'));
      });
      outgoing.once('socket', (socket) => {
        if (!socket.connecting) return;
        const connect = limit(this.limits.connectMilliseconds, 'found no connection');
        socket.once('connect', () => clearTimeout(connect));
        outgoing.once('close', () => clearTimeout(connect));
      });
      outgoing.end(request.body);
    });
  }

  destroy(): void {
    for (const { agent } of Object.values(this.#transports)) agent.destroy();
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): object {
    return {};
  }
}

const kept = { keepAlive: true, maxSockets: 50 };

function transport<Agent extends HttpAgent>(send: typeof httpRequest, agent: Agent) {
  return { send, agent, ...keptConnections(agent) };
}

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'ETIMEDOUT';

  constructor(what: string, milliseconds: number) {
    super(`The request ${what} within ${milliseconds} ms`);
  }
}

function pathOf({ path, query }: HttpRequest): string {
  const text = buildQueryString(query);
  return text === '' ? path : `${path}?${text}`;
}

function readWhole(
  answer: IncomingMessage,
  resolve: (bytes: Buffer) => void,
  reject: (reason: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  answer.once('error', reject); // the connection was cut before the answer's end
  answer.once('end', () =>
    resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
  );
}
