import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A segment as received, and the port that sent it. */
export interface Received {
  readonly from: number;
  readonly segment: Readonly<Record<string, unknown>>;
}

/** Stands in for the X-Ray daemon and keeps the segments that it receives. */
export async function startDaemon(port = 0) {
  const received: Received[] = [];
  const socket: Socket = createSocket('udp4');
  socket.on('message', (message, { port: from }) => {
    const [header, segment] = message.toString('utf8').split('\n');
    if (header !== '{"format":"json","version":1}') return;
    received.push({ from, segment: JSON.parse(segment ?? '') });
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    received,
    stop: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}
