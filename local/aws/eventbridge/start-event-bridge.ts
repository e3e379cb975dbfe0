import { createServer, type IncomingMessage } from 'node:http';
import { parseJson } from '../../../service/webhook/json-body.ts';
import { closeServer, listen, readBody } from '../http/listen.ts';
import { createGuard, type EnforceAccess, type Guard } from '../iam/guard.ts';
import { eventBridgeNeeds } from '../iam/needs/event-bridge.ts';
import { jsonError } from '../iam/refuse-access.ts';
import { type PutEventsAnswer, putEvents, type TakenEvent } from './put-events.ts';

/** What AWS takes, with each quote of it escaped. */
const bodyLimitBytes = 4_194_304;

export interface EventBridge {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** One action of EventBridge's API. There are no rules: what a bus takes is only told. */
export async function startEventBridge(onEvent: (event: TakenEvent) => void): Promise<EventBridge> {
  const guard = createGuard();
  const server = createServer((request, response) => {
    const give = ({ status, body, taken }: PutEventsAnswer) => {
      for (const event of taken) onEvent(event);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    };
    // What breaks off on the way has nobody left to answer to.
    answer(request, guard).then(give, () => response.destroy());
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    enforceAccess: guard.enforce,
    stop: () => closeServer(server),
  };
}

async function answer(request: IncomingMessage, guard: Guard): Promise<PutEventsAnswer> {
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) return { status: 413, body: {}, taken: [] };
  const target = String(request.headers['x-amz-target']);
  const action = target.replace('AWSEvents.', '');
  const refused = guard.check(request, (place) => eventBridgeNeeds(action, parseJson(body), place));
  if (refused !== undefined) return { status: 400, body: jsonError(refused), taken: [] };
  if (target === 'AWSEvents.PutEvents') return putEvents(body);
  const message = `The embedded stack knows PutEvents alone, not ${target}.`;
  return { status: 400, body: { __type: 'UnknownOperationException', message }, taken: [] };
}
