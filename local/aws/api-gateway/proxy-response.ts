import { z } from 'zod';
import { answeredName } from './header-rules.ts';

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

/**
 * Reads what the function returned as a REST API does.
 *
 * @param isTextWanted leaves a base64 body as it is
 * @returns `undefined` for a malformed proxy response
 */
export function readProxyResponse(
  payload: string,
  isTextWanted = false,
): ProxyResponse | undefined {
  const parsed = proxyResponse.safeParse(JSON.parse(payload));
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const isDecoded = isBase64Encoded === true && !isTextWanted;
  return {
    status: statusCode,
    headers: mergeHeaders(headers ?? {}, multiValueHeaders ?? {}),
    body: Buffer.from(body ?? '', isDecoded ? 'base64' : 'utf8'),
  };
}

type HeaderValue = z.output<typeof headerValue>;

/** Both lists make one; of a pair that stands in both, the one in `multiple` stays. */
function mergeHeaders(
  single: Readonly<Record<string, HeaderValue>>,
  multiple: Readonly<Record<string, readonly HeaderValue[]>>,
): Record<string, string | string[]> {
  const merged = new Map<string, [name: string, values: string[]]>();
  const valuesOf = (name: string): string[] => {
    const known = merged.get(name.toLowerCase()) ?? [name, []];
    merged.set(name.toLowerCase(), known);
    return known[1];
  };
  for (const [name, values] of Object.entries(multiple)) {
    valuesOf(name).push(...values.map(String));
  }
  for (const [name, value] of Object.entries(single)) {
    const values = valuesOf(name);
    if (!values.includes(String(value))) values.push(String(value));
  }
  const answered = [...merged.values()].flatMap(([given, values]) => {
    const name = answeredName(given);
    const [first = '', ...others] = values;
    return name === undefined ? [] : [[name, others.length === 0 ? first : values] as const];
  });
  const type = merged.has('content-type') ? {} : { 'Content-Type': 'application/json' };
  return { ...type, ...Object.fromEntries(answered) };
}
