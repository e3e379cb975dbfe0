import { z } from 'zod';

const headerValue = z.union([z.string(), z.number(), z.boolean()]);

/** Exactly these keys: with another one, or a body that is no text, the gateway answers 502. */
const proxyResponse = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

export interface ProxyResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** Headers of the function that the gateway renames, because it sets them itself. */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'server',
  'te',
  'trailer',
  'upgrade',
  'user-agent',
  'via',
  'warn',
  'www-authenticate',
]);

/**
 * Reads what the function returned as a REST API does.
 *
 * @returns `undefined` for a malformed proxy response
 */
export function readProxyResponse(payload: string): ProxyResponse | undefined {
  const parsed = proxyResponse.safeParse(JSON.parse(payload));
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const all: Record<string, string | string[]> = { 'Content-Type': 'application/json' };
  for (const [name, value] of Object.entries(headers ?? {})) set(all, name, String(value));
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    set(all, name, values.map(String));
  }
  return {
    status: statusCode,
    headers: all,
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function set(all: Record<string, string | string[]>, name: string, value: string | string[]): void {
  const lower = name.toLowerCase();
  if (lower === 'content-type') delete all['Content-Type'];
  if (lower === 'transfer-encoding') return;
  all[remapped.has(lower) ? `x-amzn-Remapped-${name}` : name] = value;
}
