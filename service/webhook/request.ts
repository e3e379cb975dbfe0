/**
 * One HTTP request as a sender made it, before anything in it is trusted. The caller chose the names of headers and
 * parameters, so these records have no prototype: `constructor` is a name like any other.
 */
export interface WebhookRequest {
  /** Upper case. */
  readonly method: string;
  /** Names are in lower case. The values of a repeated header are joined by `, ` (RFC 9110, section 5.3). */
  readonly headers: Readonly<Record<string, string>>;
  /** The single lines of each header that came more than once. */
  readonly headerLines: Readonly<Record<string, readonly string[]>>;
  /** Decoded; all values of a parameter, in the order in which they came. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** The exact bytes that were sent, never re-encoded. */
  readonly body: Buffer;
}

/** A list where a header or a parameter comes more than once. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface RequestParts {
  /** `POST` unless given. */
  readonly method?: string;
  /** Names in any case. */
  readonly headers?: Fields | null;
  readonly query?: Fields | null;
  readonly body: Buffer;
}

export function createRequest({ method, headers, query, body }: RequestParts): WebhookRequest {
  return {
    method: method?.toUpperCase() ?? 'POST',
    ...collectHeaders(headers),
    query: collectQuery(query),
    body,
  };
}

/** The request with these headers added or replaced. Names are in lower case. */
export function withHeaders(request: WebhookRequest, headers: Fields): WebhookRequest {
  return {
    ...request,
    ...collectHeaders({ ...request.headers, ...request.headerLines, ...headers }),
  };
}

/** The request with these parameters added or replaced. */
export function withQuery(request: WebhookRequest, query: Fields): WebhookRequest {
  return { ...request, query: collectQuery({ ...request.query, ...query }) };
}

/**
 * How many header lines, parameters, or fields of a form are read at most before a signature has been verified. No
 * sender comes near. A Twilio form has some dozens, and could hardly have more: PHP drops what exceeds 1,000
 * (https://www.php.net/manual/en/info.configuration.php#ini.max-input-vars), and Express, on which Twilio's own
 * validator for Node relies, refuses it (https://expressjs.com/en/5x/api.html#express.urlencoded,
 * `parameterLimit`).
 */
export const fieldLimit = 1_000;

function collectHeaders(
  given: Fields | null | undefined,
): Pick<WebhookRequest, 'headers' | 'headerLines'> {
  const headers: Record<string, string> = Object.create(null);
  let headerLines: Record<string, string[]> | undefined;
  let left = fieldLimit;
  for (const name in given) {
    if (left <= 0) break;
    const lines = listOf(given[name]);
    left -= lines.length;
    // API Gateway passes each spelling of a name as a header of its own.
    const key = name.toLowerCase();
    for (const line of lines) {
      const before = headers[key];
      if (before === undefined) {
        headers[key] = line;
        continue;
      }
      headers[key] = `${before}, ${line}`;
      headerLines ??= Object.create(null) as Record<string, string[]>;
      headerLines[key] ??= [before];
      headerLines[key].push(line);
    }
  }
  return { headers, headerLines: headerLines ?? none };
}

/** If the caller sent more than the limit, the result also exceeds it, and `signedUrls` refuses that. */
function collectQuery(given: Fields | null | undefined): WebhookRequest['query'] {
  if (!given) return none;
  const query: Record<string, readonly string[]> = Object.create(null);
  let left = fieldLimit;
  for (const name in given) {
    if (left < 0) break;
    const values = listOf(given[name]);
    if (values.length > 0) query[name] = values;
    left -= values.length;
  }
  return query;
}

const none: Readonly<Record<string, readonly string[]>> = Object.freeze(Object.create(null));

function listOf(value: Fields[string] | null): readonly string[] {
  if (typeof value === 'string') return [value];
  return value ?? [];
}
