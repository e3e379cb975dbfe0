import { createHash } from 'node:crypto';
import type { WebhookRequest } from './request.ts';
import type { SignatureScheme, SignedPart } from './sender.ts';
import { sortedForm } from './sorted-form.ts';

/** What a scheme signs besides the request's own content. */
export interface SignedContext {
  readonly timestamp: string | undefined;
  readonly url: string | undefined;
}

/** One signed part. The body is passed on as it came, never copied or decoded. */
export function partOf(
  part: SignedPart,
  scheme: SignatureScheme,
  request: WebhookRequest,
  context: SignedContext,
): string | Buffer {
  if (part === 'body') return request.body;
  if (typeof part === 'object') return part.text;
  return namedParts[part](scheme, request, context);
}

const namedParts: Readonly<
  Record<
    Extract<SignedPart, string>,
    (scheme: SignatureScheme, request: WebhookRequest, context: SignedContext) => string | Buffer
  >
> = {
  body: (_, request) => request.body,
  timestamp: (_scheme, _request, context) => context.timestamp ?? '',
  id: (scheme, request) => request.headers[scheme.idHeader ?? ''] ?? '',
  method: (_, request) => request.method,
  url: (_scheme, _request, context) => context.url ?? '',
  'sorted-form': (_, request) => sortedForm(request.body),
};

/** Checks the body's hash in a URL, for schemes that sign only the URL: without it no signature covers the body. */
export function isBodyHashRight(
  { bodyHashParameter }: SignatureScheme,
  { query, body }: WebhookRequest,
): boolean {
  if (bodyHashParameter === undefined) return true;
  const [value, ...others] = query[bodyHashParameter] ?? [];
  if (value === undefined || others.length > 0) return false;
  return value.toLowerCase() === createHash('sha256').update(body).digest('hex');
}

/**
 * Whether content signed with this URL can't belong to another scheme. URL and form are signed with nothing between
 * them, so a field called `?a=1` would turn a URL's signature into that of a form.
 */
export function isUnambiguous(
  { signs, excludedParameter: excluded }: SignatureScheme,
  { query, body }: WebhookRequest,
  url: string | undefined,
): boolean {
  if (excluded !== undefined && query[excluded] !== undefined) return false;
  if (!signs.includes('sorted-form')) return true;
  const form = sortedForm(body).toString('latin1');
  if (form === '' || /^[?&#]/.test(form)) return false;
  if (excluded === undefined) return true;
  const signed = (url ?? '') + form;
  return !signed.includes(`?${excluded}=`) && !signed.includes(`&${excluded}=`);
}
