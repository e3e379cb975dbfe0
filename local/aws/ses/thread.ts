import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { type MessagePort, parentPort } from 'node:worker_threads';
import ses from 'aws-ses-v2-local';
import { type Email, getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import { parseJson } from '../../../service/webhook/json-body.ts';
import { readBody } from '../http/listen.ts';
import type { StopMessage } from '../http/service-thread.ts';
import { type AccessMessage, guardThread } from '../iam/follow-access.ts';
import type { Guard } from '../iam/guard.ts';
import { sesNeeds } from '../iam/needs/ses.ts';
import { refuseForRest } from '../iam/refuse-access.ts';
import { describeUnknown } from '../request-parameters.ts';
import { sesParameters } from './request-parameters.ts';
import type { SesThreadMessage } from './thread-messages.ts';

/** Its store is the module's: in a thread of its own, each stack has one. */
async function run(port: MessagePort): Promise<void> {
  const tell = (message: SesThreadMessage) => port.postMessage(message);
  const server = await ses.default({ host: '127.0.0.1', port: 0 });
  guardApi(server, guardThread(port));
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
  port.on('message', ({ type }: StopMessage | AccessMessage) => {
    // It has a web page that may be open.
    if (type === 'stop') process.exit();
  });
  tell({ type: 'listening', port: Number(Object(server.address()).port) });
}

const bodyLimitBytes = 26_214_400;

/** The web page is for whoever sits at this machine; the API is for whom the policies let in. */
function guardApi(server: Server, guard: Guard): void {
  const [handle] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', async (request, response) => {
    const { method = '', url = '' } = request;
    if (url.startsWith('/v2/')) {
      const body = await readBody(request, bodyLimitBytes);
      const input = parseJson(body ?? Buffer.alloc(0));
      const call = { method, path: url.split('?')[0] ?? '', input };
      const refused = guard.check(request, (place) => sesNeeds(call, place));
      if (refused !== undefined) {
        const refusal = refuseForRest(refused);
        response.writeHead(refusal.status, refusal.headers).end(refusal.body);
        return;
      }
      const unknown = describeUnknown(sesParameters, `${method} ${call.path}`, input);
      if (unknown !== undefined) {
        response.writeHead(400, {
          'content-type': 'application/json',
          'x-amzn-errortype': 'BadRequestException',
        });
        response.end(JSON.stringify({ message: unknown }));
        return;
      }
      // Express takes a body that is there already for one that was parsed.
      Object.assign(request, { body: input });
    }
    handle?.(request, response);
  });
}

function describeMail({ from, destination, subject, body }: Email) {
  const bytes = Buffer.byteLength(body.text ?? '') + Buffer.byteLength(body.html ?? '');
  const text = body.text ?? body.html ?? '';
  return { from, to: destination.to, subject, text, bytes };
}

if (parentPort !== null) void run(parentPort);
