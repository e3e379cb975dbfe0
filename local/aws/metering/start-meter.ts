import { createServer } from 'node:http';
import { closeServer, listen } from '../http/listen.ts';
import { createMeter, type Meter } from './create-meter.ts';

/** A meter, and where another process, `npx spillway cost`, reads it: any GET. */
export async function startMeter(
  started: AsyncDisposableStack,
): Promise<{ readonly meter: Meter; readonly meterUrl: string }> {
  const meter = createMeter();
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(meter.read()));
  });
  const port = await listen(server, 0);
  started.defer(() => closeServer(server));
  return { meter, meterUrl: `http://127.0.0.1:${port}` };
}
