import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseJson } from '../../../service/webhook/json-body.ts';
import type { Need, Place } from '../iam/access.ts';
import type { Guard, Refused } from '../iam/guard.ts';
import { readBody } from './listen.ts';
import { type JsonVersion, jsonRefusal, type Refusal } from './refusal.ts';
import { refuseSignatureAge } from './signature-age.ts';

/** The parts of a service that speaks AWS JSON. */
export interface JsonService {
  readonly version: JsonVersion;
  /** Takes the request's JSON, returns the answer's. */
  readonly actions: Readonly<
    Record<string, (input: unknown, caller: IncomingMessage) => object | Promise<object>>
  >;
  /** Puts what an action threw in the service's words. */
  readonly describe: (error: unknown) => Refusal;
  readonly bodyLimitBytes: number;
  readonly guard: Guard;
  readonly needs: (action: string, input: unknown, place: Place) => readonly Need[];
  readonly refuse: (refused: Refused) => Refusal;
  /** How long it takes for a call before it looks at it. */
  readonly takeTime?: () => Promise<void>;
  /** While the service is failing: the answer to all calls, or no answer. */
  readonly trouble?: (action: string) => Refusal | NoAnswer | undefined;
  /** Whether the answer to a call that was carried out gets lost on its way. */
  readonly losesAnswer?: (action: string, body: Buffer) => boolean;
}

/** The caller hears nothing, or its connection is cut. */
type NoAnswer = 'hang' | 'cut';

/**
 * Answers the calls of a service in the protocols AWS JSON 1.0 and 1.1. Signatures are not verified, only whose
 * key they name and how old they are.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function serveJson(service: JsonService): RequestListener {
  return (request, response) => {
    answer(service, request).then(
      (found) => send(response, found),
      // A request that broke off has nobody left to answer.
      () => response.destroy(),
    );
  };
}

async function answer(service: JsonService, request: IncomingMessage): Promise<Refusal | NoAnswer> {
  const received = await readBody(request, service.bodyLimitBytes);
  const target = String(request.headers['x-amz-target']);
  const name = target.slice(target.indexOf('.') + 1);
  await service.takeTime?.();
  const trouble = service.trouble?.(name) ?? refuseSignatureAge(request, Date.now());
  if (trouble !== undefined) return trouble;
  const body = received && (await decompress(request, received, service.bodyLimitBytes));
  if (body === undefined) return tooLarge(service);
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  if (action === undefined) return unknownOperation(service, target);
  const answered = await carryOut(service, request, { name, action, body });
  return answered.status === 200 && service.losesAnswer?.(name, body) ? 'cut' : answered;
}

interface Call {
  readonly name: string;
  readonly action: JsonService['actions'][string];
  readonly body: Buffer;
}

async function carryOut(
  service: JsonService,
  request: IncomingMessage,
  { name, action, body }: Call,
): Promise<Refusal> {
  const input = body.length === 0 ? {} : parseJson(body);
  if (input === undefined) return notJson(service);
  const refused = service.guard.check(request, (place) => service.needs(name, input, place));
  if (refused !== undefined) return service.refuse(refused);
  return run(service, () => action(input, request));
}

async function run(
  { version, describe }: JsonService,
  action: () => object | Promise<object>,
): Promise<Refusal> {
  try {
    const headers = { 'content-type': `application/x-amz-json-${version}` };
    return { status: 200, headers, body: JSON.stringify(await action()) };
  } catch (error) {
    return describe(error);
  }
}

function unknownOperation({ version, actions }: JsonService, target: string): Refusal {
  const known = Object.keys(actions).join(', ');
  const message = `This endpoint speaks AWS JSON ${version} and knows ${known}, not ${target}.`;
  return jsonRefusal(400, 'UnknownOperationException', message, { version });
}

function notJson({ version }: JsonService): Refusal {
  return jsonRefusal(400, 'SerializationException', 'The request is not JSON.', { version });
}

function tooLarge({ version }: JsonService): Refusal {
  const message = 'The request is too large.';
  return jsonRefusal(413, 'RequestEntityTooLargeException', message, { version });
}

/** The SDK compresses PutMetricData from 10 KiB on. */
async function decompress(request: IncomingMessage, body: Buffer, limitBytes: number) {
  if (request.headers['content-encoding'] !== 'gzip') return body;
  try {
    return await promisify(gunzip)(body, { maxOutputLength: 16 * limitBytes });
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, answered: Refusal | NoAnswer): void {
  if (answered === 'hang') return;
  if (answered === 'cut') {
    response.destroy();
    return;
  }
  // An SDK sets its clock by it, and Node's own would not have jumped.
  response.setHeader('date', new Date().toUTCString());
  response.writeHead(answered.status, { ...answered.headers, 'x-amzn-requestid': randomUUID() });
  response.end(answered.body);
}
