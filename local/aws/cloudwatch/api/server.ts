import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { createGuard, type Guard } from '../../iam/guard.ts';
import { cloudwatchNeeds } from '../../iam/needs/cloudwatch.ts';
import { refuseForQueryCompatible } from '../../iam/refuse-access.ts';
import { ExpressionError } from '../metrics/expression/expression-error.ts';
import { UnsupportedStatisticError } from '../metrics/statistics.ts';
import type { ApiContext } from './action.ts';
import { actions } from './actions.ts';
import { ApiError, invalidParameter } from './api-error.ts';

export interface Api {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const maxBodyBytes = 1_048_576; // PutMetricData's limit, the largest of all
const internal = 'InternalServiceFault';
const contentType = 'application/x-amz-json-1.0';

/**
 * Serves the CloudWatch API on 127.0.0.1, in the protocol that `@aws-sdk/client-cloudwatch` speaks: AWS JSON
 * 1.0. Signatures are not checked, only whose key they are made with.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export async function startApi(
  context: ApiContext,
  port: number,
  guard: Guard = createGuard(),
): Promise<Api> {
  const server = createServer((request, response) => {
    answer(request, response, context, guard).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    endpoint: `http://127.0.0.1:${actualPort}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: ApiContext,
  guard: Guard,
) {
  try {
    const { name, action, input } = read(request, await readBody(request));
    const refused = guard.check(request, (place) => cloudwatchNeeds(name, input, place));
    if (refused === undefined) {
      send(response, 200, action(input, context));
      return;
    }
    const refusal = refuseForQueryCompatible(refused);
    response.writeHead(refusal.status, refusal.headers).end(refusal.body);
  } catch (error) {
    const { shape, code, message } = asApiError(error);
    const ours = shape === internal;
    response.setHeader('x-amzn-query-error', `${code};${ours ? 'Receiver' : 'Sender'}`);
    send(response, ours ? 500 : 400, { __type: `com.amazonaws.cloudwatch#${shape}`, message });
  }
}

function read(request: IncomingMessage, body: Buffer) {
  const target = request.headers['x-amz-target'];
  if (typeof target !== 'string') {
    throw new ApiError(
      'ValidationException',
      'ValidationError',
      'This endpoint speaks AWS JSON 1.0 only',
    );
  }
  const name = target.slice(target.indexOf('.') + 1);
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    throw new ApiError(
      'InvalidAction',
      'InvalidAction',
      `The action ${name} is not supported here`,
    );
  }
  const input = parseJson(body);
  if (input !== undefined) return { name, action, input };
  const message = 'The request is not JSON';
  throw new ApiError('SerializationException', 'SerializationException', message);
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof ExpressionError || error instanceof UnsupportedStatisticError) {
    return new ApiError('ValidationException', 'ValidationError', error.message);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(internal, 'InternalServiceError', message);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > maxBodyBytes) throw invalidParameter('The request is too large');
    chunks.push(part);
  }
  const body = Buffer.concat(chunks);
  // The SDK compresses PutMetricData from 10 KiB on.
  if (request.headers['content-encoding'] !== 'gzip') return body;
  return gunzipSync(body, { maxOutputLength: 16 * maxBodyBytes });
}

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': contentType });
  response.end(JSON.stringify(body));
}
