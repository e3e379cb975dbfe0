import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen } from '../../aws/http/listen.ts';
import { type Access, createAccess } from './access.ts';
import { answerCall } from './answer.ts';
import type { ConsoleContext } from './endpoint.ts';
import { streamRows } from './event-stream.ts';
import { createPageFiles } from './page-files.ts';
import { securityHeaders } from './security-headers.ts';

export interface ConsoleOptions {
  /** 0: the system chooses. */
  readonly port: number;
  /** What the cookie of a browser that was let in holds; another one each time where absent. */
  readonly session?: string;
  /** Called once, when somebody first looks. */
  readonly open: () => Promise<OpenedConsole>;
}

/** What a console that is looked at works with. */
export interface OpenedConsole {
  readonly context: ConsoleContext;
  close(): Promise<void>;
}

export interface Console {
  /** With the token; whoever has it may do what the console can. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the console on 127.0.0.1. Until somebody opens its address it loads nothing and reads nothing.
 *
 * @throws with `code: 'EADDRINUSE'` and `port` for a taken port
 */
export async function startConsole({ port, session, open }: ConsoleOptions): Promise<Console> {
  const server = createServer();
  const actual = await listen(server, port);
  const access = createAccess(actual, session);
  const filesOf = createPageFiles();
  let opened: Promise<OpenedConsole> | undefined;
  let close: (() => Promise<void>) | undefined;
  let isStopped = false;
  const openOnce = async () => {
    const one = await open();
    close = () => one.close();
    if (isStopped) await close();
    return one;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    if (!url.pathname.startsWith('/api/')) return sendPage(response, url, await filesOf());
    opened ??= openOnce();
    opened.catch(() => {
      opened = undefined;
    });
    const { context } = await opened;
    // Who left meanwhile can't leave again: what is begun for them would never end.
    if (response.destroyed) return;
    const asked = `${request.method} ${url.pathname}`;
    if (asked === 'GET /api/session') return sendSession(response, access, context);
    if (asked === 'GET /api/rows') return streamRows(response, context.feed);
    const { endpoints } = await import('./endpoints.ts');
    if (response.destroyed) return;
    return answerCall(request, response, url, { context, endpoints });
  };
  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const url = urlOf(request);
    const welcomed = welcome(request, response, { url, access });
    if (welcomed) answer(request, response, url).catch((error: unknown) => fail(response, error));
  });
  return {
    url: `http://127.0.0.1:${actual}/?token=${access.token}`,
    /** Waits for no stack that may never be up. */
    async stop() {
      isStopped = true;
      await closeServer(server);
      await close?.().catch(() => undefined);
    },
  };
}

function urlOf({ url = '/' }: IncomingMessage): URL {
  // The name that was called is checked apart.
  return URL.parse(url, 'http://console') ?? new URL('http://console/');
}

interface Door {
  readonly url: URL;
  readonly access: Access;
}

/** Lets in who may, gives the bearer of the token a cookie, and answers everybody else. */
function welcome(
  request: IncomingMessage,
  response: ServerResponse,
  { url, access }: Door,
): boolean {
  if (access.bringsToken(request, url)) {
    url.searchParams.delete('token');
    const location = url.pathname.replace(/^\/+/, '/') + url.search;
    response.writeHead(303, { location, 'set-cookie': [...access.cookies] }).end();
    return false;
  }
  const forbidden = access.refuse(request, url);
  if (forbidden === undefined) return true;
  const { status, why } = forbidden;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
  return false;
}

function sendPage(
  response: ServerResponse,
  { pathname }: URL,
  files: Awaited<ReturnType<ReturnType<typeof createPageFiles>>>,
): void {
  // What is no file is a page of the console, which its script knows.
  const file = files.get(pathname) ?? files.get('/');
  response.writeHead(200, { 'content-type': file?.type }).end(file?.body);
}

function sendSession(
  response: ServerResponse,
  { writeToken }: Access,
  context: ConsoleContext,
): void {
  const { stage, mayWrite, now } = context;
  const session = {
    ...{ stage: stage.name, isEmbedded: stage.isEmbedded, mayWrite, now: now() },
    writeToken: mayWrite ? writeToken : undefined,
  };
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(session));
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ error: message }));
}
