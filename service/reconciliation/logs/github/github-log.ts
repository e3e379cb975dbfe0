import type { GitHubLogConfig } from '../../../webhook/delivery-log-config.ts';
import type { DeliveryLog, LogPage, Redelivery } from '../../delivery-log.ts';
import { type CallOptions, clockOf, createCallSender, failureOf } from '../call-sender.ts';
import { followPages } from '../follow-pages.ts';
import { readJson } from '../read-json.ts';
import { readDeliveries } from './read-deliveries.ts';

export interface GitHubLogPorts extends CallOptions {
  /** A personal access token, or an App's JWT. Asked for before each request. */
  readonly token: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

// https://docs.github.com/en/rest/about-the-rest-api/api-versions
const apiVersion = '2022-11-28';

/**
 * The log of a repository's webhook, of an organization's or of a GitHub App's, on GitHub or on a GitHub Enterprise
 * Server. It is read unfiltered: what `status=failure` says of a webhook that found no connection is not documented.
 */
export function createGitHubLog(config: GitHubLogConfig, ports: GitHubLogPorts): DeliveryLog {
  const { name, token, now } = ports;
  const call = createCallSender(ports);
  const url = deliveriesUrl(config);
  const ask = (method: 'GET' | 'POST', address: string) =>
    call({
      ...{ method, url: address },
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token()}`,
        'user-agent': 'spillway',
        'x-github-api-version': apiVersion,
      },
    });
  const readPage = async (cursor: string | undefined): Promise<LogPage> => {
    const query = new URLSearchParams({ per_page: '100', ...(cursor && { cursor }) });
    const answer = await ask('GET', `${url}?${query}`);
    if (answer.status !== 200) throw failureOf(name, answer);
    const attempts = readDeliveries(name, readJson(name, answer.text));
    const resume = nextCursor(answer.headers.get('link'));
    return { attempts, now: clockOf(answer.headers, now()), ...(resume && { resume }) };
  };
  return {
    ...limitsOf(config),
    list: (since, resume) =>
      followPages(name, resume, async (cursor) => endIfPast(await readPage(cursor), since)),
    async redeliver({ attemptId }): Promise<Redelivery> {
      const answer = await ask('POST', `${url}/${attemptId}/attempts`);
      if (answer.status === 202) return 'requested';
      if (answer.status === 404 || answer.status === 410) return 'gone';
      if (answer.status === 400 || answer.status === 422) return 'refused';
      const failure = failureOf(name, answer);
      if (failure.retryAfterSeconds === undefined) throw failure;
      return { retryAfterSeconds: failure.retryAfterSeconds };
    },
  };
}

/** https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
function limitsOf({ url }: GitHubLogConfig) {
  return url === undefined
    ? { retentionDays: 3, timeoutSeconds: 10 }
    : { retentionDays: 7, timeoutSeconds: 30 };
}

function deliveriesUrl(config: GitHubLogConfig): string {
  const base = config.url ?? 'https://api.github.com';
  if ('app' in config) return `${base}/app/hook/deliveries`;
  const owner =
    'repository' in config ? `repos/${config.repository}` : `orgs/${config.organization}`;
  return `${base}/${owner}/hooks/${config.hook}/deliveries`;
}

/** Only the cursor is taken from the link: the token is sent to no address that an answer names. */
function nextCursor(link: string | null): string | undefined {
  const next = link?.split(',').find((part) => /;\s*rel="?next"?/.test(part));
  const address = /<([^>]+)>/.exec(next ?? '')?.[1];
  if (address === undefined || !URL.canParse(address)) return undefined;
  return new URL(address).searchParams.get('cursor') ?? undefined;
}

/** Only a whole page of older rows is the last one: that the newest come first is not promised. */
function endIfPast({ resume, ...page }: LogPage, since: number): LogPage {
  const isPast = page.attempts.length > 0 && page.attempts.every(({ at }) => at < since);
  return isPast || resume === undefined ? page : { ...page, resume };
}
