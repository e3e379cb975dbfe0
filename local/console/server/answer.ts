import type { IncomingMessage, ServerResponse } from 'node:http';
import { CommandError } from '../../../client/command-error.ts';
import { explainError } from '../../../client/explain-error.ts';
import { readBody } from '../../aws/http/listen.ts';
import { BadRequestError, type ConsoleContext, type Endpoint } from './endpoint.ts';
import { matchEndpoint } from './match-endpoint.ts';

const bodyLimitBytes = 6_000_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers a call of the page in JSON. What can be mended is said with its remedy, in the words of the command line. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  {
    context,
    endpoints,
  }: { readonly context: ConsoleContext; readonly endpoints: readonly Endpoint[] },
): Promise<void> {
  const leaving = new AbortController();
  response.on('close', () => leaving.abort());
  const { status, body } = await carryOut(request, url, {
    ...{ context, endpoints },
    signal: AbortSignal.any([leaving.signal, context.signal]),
  });
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body ?? null));
}

interface Call {
  readonly context: ConsoleContext;
  readonly endpoints: readonly Endpoint[];
  readonly signal: AbortSignal;
}

async function carryOut(
  request: IncomingMessage,
  url: URL,
  { context, endpoints, signal }: Call,
): Promise<Answer> {
  const matched = matchEndpoint(endpoints, request.method, url.pathname);
  if (matched === undefined) return failed(404, `There is no ${url.pathname}.`);
  if (matched === 'method') return failed(405, `${url.pathname} takes no ${request.method}.`);
  const { endpoint, params } = matched;
  if (endpoint.method !== 'GET' && !context.mayWrite) {
    return failed(403, 'This console only reads.', 'Start it with --write.');
  }
  try {
    const body = endpoint.method === 'GET' ? undefined : await readJson(request);
    const asked = { params, query: url.searchParams, body, signal };
    return { status: 200, body: await endpoint.answer(asked, context) };
  } catch (error) {
    return answerTo(error, context);
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) throw new BadRequestError('It is too large.');
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new BadRequestError('It is not JSON.', { cause });
  }
}

function answerTo(error: unknown, { stage, lines }: ConsoleContext): Answer {
  if (error instanceof BadRequestError) return failed(400, error.message);
  const { message, remedy } = explainError(error, stage, lines);
  return failed(error instanceof CommandError ? 400 : 500, message, remedy);
}

function failed(status: number, error: string, remedy?: string): Answer {
  return { status, body: { error, ...(remedy === undefined ? {} : { remedy }) } };
}
