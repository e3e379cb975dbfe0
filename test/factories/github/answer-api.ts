import type { GitHubDelivery } from './delivery-rows.ts';

export interface ApiRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly token: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ApiPorts {
  /** Of the webhook, such as `/repos/octo/repo/hooks/1`. */
  readonly path: string;
  readonly rows: readonly GitHubDelivery[];
  readonly isAuthorized: (token: string) => boolean;
  readonly bodyOf: (guid: string) => string;
  readonly redeliver: (row: GitHubDelivery) => void;
}

const pageLimit = 100;

/** https://docs.github.com/en/rest/repos/webhooks#list-deliveries-for-a-repository-webhook */
export function answerApi(ports: ApiPorts, { method, path, token }: ApiRequest): ApiAnswer {
  if (!ports.isAuthorized(token)) return refusal(401, 'Bad credentials');
  const address = new URL(path, 'http://github');
  const [, id, attempts] =
    /^\/deliveries(?:\/(\d+)(\/attempts)?)?$/.exec(address.pathname.slice(ports.path.length)) ?? [];
  const isBelow = address.pathname.startsWith(`${ports.path}/deliveries`);
  if (isBelow && id === undefined && method === 'GET') return pageOf(ports.rows, address);
  const row = isBelow ? ports.rows.find((one) => one.id === id) : undefined;
  if (row === undefined) return refusal(404, 'Not Found');
  if (method === 'POST' && attempts !== undefined) {
    ports.redeliver(row);
    return { status: 202, body: '{}' };
  }
  return method === 'GET' ? wholeOf(row, ports.bodyOf(row.guid)) : refusal(404, 'Not Found');
}

function refusal(status: number, message: string): ApiAnswer {
  return {
    status,
    body: JSON.stringify({ message, documentation_url: 'https://docs.github.com' }),
  };
}

/** The cursor names the delivery that the page begins with, so that newer ones don't move it. */
function pageOf(rows: readonly GitHubDelivery[], address: URL): ApiAnswer {
  const size = Math.min(Number(address.searchParams.get('per_page') ?? 30), pageLimit);
  const cursor = address.searchParams.get('cursor');
  const start = cursor === null ? 0 : rows.findIndex(({ id }) => cursor === `v1_${id}`);
  if (start === -1) return refusal(400, 'Invalid cursor');
  const next = rows[start + size];
  const query = `per_page=${size}&cursor=v1_${next?.id}`;
  const link = `<${address.origin}${address.pathname}?${query}>; rel="next"`;
  return {
    status: 200,
    body: withNumbers(JSON.stringify(rows.slice(start, start + size))),
    ...(next && { headers: { link } }),
  };
}

function wholeOf(row: GitHubDelivery, payload: string): ApiAnswer {
  const request = { headers: { 'X-GitHub-Delivery': row.guid }, payload };
  return { status: 200, body: withNumbers(JSON.stringify({ ...row, request, response: {} })) };
}

/** No number of JavaScript holds these ids. */
function withNumbers(json: string): string {
  return json.replace(/"id":"(\d+)"/g, '"id":$1');
}
