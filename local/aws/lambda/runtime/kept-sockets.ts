import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/**
 * Keeps track of the connections that the function opens, from now on.
 *
 * @returns cuts all of them as the other side does while an environment is frozen: nothing tells of it until the
 *   next write
 */
export function trackSockets(): () => void {
  const open = new Set<Socket>();
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { readonly socket: Socket };
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) Object.assign(socket, { _write: reset, _writev: undefined });
  };
}

function reset(_chunk: unknown, _encoding: string, done: (error: Error) => void): void {
  const error = new Error('write ECONNRESET');
  done(Object.assign(error, { code: 'ECONNRESET', syscall: 'write' }));
}
