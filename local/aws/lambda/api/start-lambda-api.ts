import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { parseJson } from '../../../../service/webhook/json-body.ts';
import { closeServer, listen, readBody } from '../../http/listen.ts';
import type { Refusal } from '../../http/refusal.ts';
import { refuseSignatureAge } from '../../http/signature-age.ts';
import { createGuard, type EnforceAccess, type Guard } from '../../iam/guard.ts';
import { lambdaNeeds } from '../../iam/needs/lambda.ts';
import { refuseForRest } from '../../iam/refuse-access.ts';
import { LambdaFault } from './lambda-fault.ts';
import { type Matched, matchOperation } from './match-operation.ts';
import type { Answer, LambdaContext } from './operation.ts';
import { operations } from './operations.ts';

export interface LambdaApi {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** Above the limit of an invocation's payload, which is refused in Lambda's words. */
const bodyLimitBytes = 8_388_608;

/** Serves Lambda's API on 127.0.0.1, as far as `operations` goes. */
export async function startLambdaApi(context: LambdaContext, port = 0): Promise<LambdaApi> {
  const guard = createGuard();
  const server = createServer((request, response) => {
    answer(request, context, guard).then(
      ({ status, headers, body }) =>
        response.writeHead(status, { ...headers, 'x-amzn-requestid': randomUUID() }).end(body),
      () => response.destroy(), // a request that broke off has nobody left to answer
    );
  });
  const actual = await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${actual}`,
    enforceAccess: guard.enforce,
    stop: () => closeServer(server),
  };
}

async function answer(
  request: IncomingMessage,
  context: LambdaContext,
  guard: Guard,
): Promise<Refusal> {
  const body = await readBody(request, bodyLimitBytes);
  const tooOld = refuseSignatureAge(request, Date.now());
  if (tooOld !== undefined) return tooOld;
  try {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const matched = matchOperation(request.method ?? '', pathname);
    if (matched === undefined) throw unknown(`${request.method} ${pathname}`);
    const { name, operation, parameters } = matched;
    const refused = guard.check(request, (place) => lambdaNeeds(name, parameters, place));
    if (refused !== undefined) return refuseForRest(refused);
    const input = {
      ...Object.fromEntries(searchParams),
      ...fromHeaders(operation, request),
      ...fromBody(operation, body),
      ...parameters,
    };
    return toResponse(await operation.run(input, context));
  } catch (error) {
    return describe(error);
  }
}

function fromHeaders({ headers = {} }: Matched['operation'], request: IncomingMessage) {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([header, name]) => {
      const value = request.headers[header];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function fromBody({ takesPayload }: Matched['operation'], body: Buffer | undefined): object {
  if (body === undefined) {
    throw new LambdaFault(413, 'RequestTooLargeException', 'The request is too large.');
  }
  if (takesPayload) return { Payload: body.toString('utf8') };
  if (body.length === 0) return {};
  const parsed = parseJson(body);
  if (typeof parsed === 'object' && parsed !== null) return parsed;
  throw new LambdaFault(400, 'SerializationException', 'The request is not JSON.');
}

function toResponse({ status = 200, headers = {}, text, body }: Answer): Refusal {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: text ?? JSON.stringify(body),
  };
}

function unknown(called: string): LambdaFault {
  const known = Object.keys(operations).join(', ');
  return new LambdaFault(
    404,
    'UnknownOperationException',
    `The embedded stack knows of Lambda's API ${known}; not ${called}.`,
  );
}

function describe(error: unknown): Refusal {
  const { status, type, message, fields } =
    error instanceof LambdaFault
      ? error
      : new LambdaFault(500, 'ServiceException', String(error), { Type: 'Service' });
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ ...fields, Message: message, message }),
  };
}
