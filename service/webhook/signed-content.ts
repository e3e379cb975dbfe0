import { createHash } from 'node:crypto';
import type { WebhookRequest } from './request.ts';
import type { SignatureScheme, SignedPart } from './sender.ts';

/** What a scheme signs beside what it finds in the request. */
export interface SignedContext {
  readonly timestamp: string | undefined;
  readonly url: string | undefined;
}

/** One part as it is signed; the body is handed on as it came, never copied or decoded. */
export function partOf(
  part: SignedPart,
  scheme: SignatureScheme,
  request: WebhookRequest,
  context: SignedContext,
): string | Buffer {
  if (part === 'body') return request.body;
  if (typeof part === 'object') return part.text;
  return textParts[part](scheme, request, context);
}

const textParts: Readonly<
  Record<
    Extract<SignedPart, string>,
    (scheme: SignatureScheme, request: WebhookRequest, context: SignedContext) => string
  >
> = {
  body: (_, request) => request.body.toString('latin1'),
  timestamp: (_scheme, _request, context) => context.timestamp ?? '',
  id: (scheme, request) => request.headers[scheme.idHeader ?? ''] ?? '',
  method: (_, request) => request.method,
  url: (_scheme, _request, context) => context.url ?? '',
  'sorted-form': (_, request) => sortedForm(request.body),
};

/** A field that stands there several times counts once for each of its different values. */
function sortedForm(body: Buffer): string {
  const fields = new URLSearchParams(body.toString('utf8'));
  const names = [...new Set(fields.keys())].sort();
  return names
    .map((name) =>
      [...new Set(fields.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

/** For schemes that sign the URL with the body's hash in it: without the hash no signature covers the body. */
export function isBodyHashRight(scheme: SignatureScheme, request: WebhookRequest): boolean {
  if (scheme.bodyHashParameter === undefined) return true;
  const hash = createHash('sha256').update(request.body).digest('hex');
  return request.query[scheme.bodyHashParameter]?.at(-1)?.toLowerCase() === hash;
}
