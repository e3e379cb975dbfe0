import { createSocket, type Socket } from 'node:dgram';
import emitter from 'aws-xray-sdk-core/dist/lib/segment_emitter.js';

const header = '{"format":"json","version":1}\n';

/**
 * Sends segments to the daemon through one socket. In Lambda the X-Ray SDK opens and closes a socket for every
 * segment, and writes each segment out once more for a debug line that nobody reads: together a tenth of
 * ingestion's CPU time. The format is the daemon's: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 *
 * A segment that can't be sent is lost, as with the SDK's own emitter: tracing never fails a webhook.
 */
export function reuseEmitterSocket(): void {
  let socket: Socket | undefined;
  emitter.send = (segment) => {
    socket ??= openSocket(() => {
      socket = undefined;
    });
    const { udp_port: port, udp_ip: address } = emitter.daemonConfig;
    socket.send(header + segment.format(), port, address, ignore);
  };
}

function openSocket(onError: () => void): Socket {
  const socket = createSocket('udp4');
  socket.on('error', () => {
    socket.close();
    onError();
  });
  return socket.unref(); // it must not keep a process alive
}

function ignore(): void {}
