import type { IncomingMessage, ServerResponse } from 'node:http';
import { type MessagePort, parentPort } from 'node:worker_threads';
import ses from 'aws-ses-v2-local';
import { type Email, getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import type { SesThreadMessage } from './thread-messages.ts';

/** Its store is the module's: in a thread of its own, each stack has one. */
async function run(port: MessagePort): Promise<void> {
  const tell = (message: SesThreadMessage) => port.postMessage(message);
  const server = await ses.default({ host: '127.0.0.1', port: 0 });
  let told = 0;
  server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      const { emails } = getStoreReadonly();
      // Its web page can clear the store.
      const mails = emails.slice(told > emails.length ? 0 : told);
      told = emails.length;
      if (mails.length > 0) tell({ type: 'taken', mails: mails.map(describeMail) });
    });
  });
  tell({ type: 'listening', port: Number(Object(server.address()).port) });
}

function describeMail({ from, destination, subject, body }: Email) {
  const bytes = Buffer.byteLength(body.text ?? '') + Buffer.byteLength(body.html ?? '');
  return { from, to: destination.to, subject, bytes };
}

if (parentPort !== null) void run(parentPort);
