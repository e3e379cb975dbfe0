import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Listens on 127.0.0.1 only.
 *
 * @returns the port, which the system chose when 0 was asked for
 * @throws with the system's code, such as `EADDRINUSE`, and the port
 */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw Object.assign(new Error(`Port ${port} can't be used`, { cause: error }), {
      code: Object(error).code,
      port,
    });
  }
  return (server.address() as AddressInfo).port;
}

/** Stops listening and ends every connection, at once. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Reads a request's body whole. Stops keeping it beyond the limit and resolves to `undefined`. */
export function readBody(
  incoming: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(chunk);
  });
  incoming.on('error', reject);
  incoming.on('end', () => resolve(bytes > limitBytes ? undefined : Buffer.concat(chunks, bytes)));
  return promise;
}

/** @throws as `listen` does, when something listens there already. A port of 0 is always free. */
export async function assertPortFree(port: number): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  await listen(server, port);
  await closeServer(server);
}
