import { z } from 'zod';
import { type AwsCredentials, createSigner } from '../../service/aws/signature-v4.ts';

/** Where X-Ray is, and who asks. */
export interface XrayAccess {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: () => Promise<AwsCredentials>;
  readonly signal: AbortSignal;
}

/** A trace as BatchGetTraces gives it. */
export interface FetchedTrace {
  readonly id: string;
  /** https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
  readonly documents: readonly unknown[];
}

const answer = z.object({
  Traces: z.array(
    z.object({ Id: z.string(), Segments: z.array(z.object({ Document: z.string() })) }),
  ),
});
const idsAtOnce = 5;

/**
 * X-Ray's BatchGetTraces, by a request of our own: one call is all that is needed of a whole client. What was not
 * sampled is not there.
 *
 * @throws an error with the name that AWS gives it, such as AccessDeniedException
 */
export async function fetchTraces(
  access: XrayAccess,
  ids: readonly string[],
): Promise<readonly FetchedTrace[]> {
  const found: FetchedTrace[] = [];
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const { Traces } = await ask(access, ids.slice(start, start + idsAtOnce));
    for (const { Id: id, Segments } of Traces) {
      found.push({ id, documents: Segments.map(({ Document }) => JSON.parse(Document)) });
    }
  }
  return found;
}

async function ask(
  { endpoint, region, credentials, signal }: XrayAccess,
  TraceIds: readonly string[],
): Promise<z.output<typeof answer>> {
  const url = new URL('/Traces', endpoint);
  const request = {
    method: 'POST',
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body: JSON.stringify({ TraceIds }),
  };
  const signed = createSigner({ region, service: 'xray' })(
    request,
    await credentials(),
    new Date(),
  );
  const { host: _, ...headers } = signed; // fetch sets the same one
  const response = await fetch(url, { method: 'POST', headers, body: request.body, signal });
  if (response.ok) return answer.parse(await response.json());
  const name = response.headers.get('x-amzn-errortype')?.split(':')[0] ?? `HTTP ${response.status}`;
  throw Object.assign(new Error(`X-Ray refused to give traces: ${name}`), { name });
}
