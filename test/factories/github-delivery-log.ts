import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiAnswer, type ApiRequest, answerApi } from './github/answer-api.ts';
import {
  type GitHubDelivery,
  type GivenDelivery,
  statusTextOf,
  toRow,
} from './github/delivery-rows.ts';
import { githubHeaders } from './github-webhook.ts';

export interface GitHubHook {
  /** Where webhooks go. Without it none finds a connection. */
  readonly url?: string;
  readonly secret?: string;
}

interface GitHubOptions {
  readonly hook?: GitHubHook;
  /** Of the webhook, below the API's address. */
  readonly path?: string;
  readonly isAuthorized?: (token: string) => boolean;
  /** Milliseconds since 1970: the clock of its `Date` header. Set ahead, deliveries of just now are old. */
  readonly clock?: () => number;
}

export type GitHub = Awaited<ReturnType<typeof startGitHub>>;

/**
 * A little GitHub: delivers webhooks to a URL, keeps a log of it, answers as its API does, and delivers again when it is
 * asked to. Its ids are above 2^53.
 */
export async function startGitHub(options: GitHubOptions = {}) {
  const { path = '/repos/octo/repo/hooks/1', isAuthorized = Boolean, clock = Date.now } = options;
  const bodies = new Map<string, string>();
  const underWay = new Set<Promise<unknown>>();
  const github = {
    ...{ url: '', hook: options.hook ?? {} },
    /** The newest first. */
    rows: [] as GitHubDelivery[],
    /** Method and path of each request, in order. */
    requests: [] as string[],
    /** The ids of the attempts that it was asked to repeat. */
    asked: [] as string[],
    /** Called for each request; its answer stands for GitHub's own. */
    intercept: (_request: ApiRequest): ApiAnswer | undefined => undefined,
    /** Whether a webhook that was asked for is really sent. */
    isRedelivering: true,

    /** Adds a row without any delivery. */
    record(given: GivenDelivery): GitHubDelivery {
      const row = toRow(github.rows, given, clock());
      github.rows.unshift(row);
      return row;
    },

    /** Sends one webhook, and records how it was answered. */
    async deliver({ guid = randomUUID(), event = 'push', body: given }: GivenDelivery = {}) {
      const body = given ?? bodies.get(guid) ?? JSON.stringify({ ref: 'refs/heads/main', guid });
      bodies.set(guid, body);
      const at = clock();
      return github.record({
        guid,
        event,
        at,
        ...(await send(github.hook, { guid, event, body })),
      });
    },

    /** Waits until all that it was asked for is sent. */
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },

    async stop() {
      await github.settled();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  const redeliver = ({ id, guid, event }: GitHubDelivery) => {
    github.asked.push(id);
    if (!github.isRedelivering) return;
    const sent = github.deliver({ guid, event });
    underWay.add(sent);
    void sent.finally(() => underWay.delete(sent));
  };
  const bodyOf = (guid: string) => bodies.get(guid) ?? '';
  const server = createServer(({ method = '', url = '', headers }, response) => {
    github.requests.push(`${method} ${url}`);
    const request = {
      method,
      path: url,
      token: headers.authorization?.slice('Bearer '.length) ?? '',
    };
    const ports = { path, isAuthorized, bodyOf, redeliver, rows: github.rows };
    const answer = github.intercept(request) ?? answerApi(ports, request);
    const date = new Date(clock()).toUTCString();
    response.writeHead(answer.status, { date, ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return github;
}

/** GitHub waits ten seconds. What its log says of a webhook that found no connection is not documented. */
async function send(
  { url, secret }: GitHubHook,
  { guid, event, body }: { guid: string; event: string; body: string },
): Promise<{ status: number; statusText: string | null }> {
  if (url === undefined) return { status: 0, statusText: 'failed to connect' };
  const headers = {
    ...githubHeaders(Buffer.from(body), secret),
    ...{ 'X-GitHub-Delivery': guid, 'X-GitHub-Event': event },
  };
  try {
    const signal = AbortSignal.timeout(10_000);
    const answer = await fetch(url, { method: 'POST', headers, body, signal });
    await answer.arrayBuffer();
    return { status: answer.status, statusText: statusTextOf(answer.status) };
  } catch (error) {
    const isLate = Object(error).name === 'TimeoutError';
    return { status: 0, statusText: isLate ? 'timed out' : 'failed to connect' };
  }
}
