import type { Verified } from './compare-signatures.ts';
import { kindOf } from './media-type.ts';
import { type WebhookRequest, withHeaders } from './request.ts';

const formType = 'application/x-www-form-urlencoded';

/**
 * What a verified request says. A GET without a body says it in the query of its signed URL: it becomes the form that
 * the same webhook would be by POST, spelled as it was signed.
 */
export function webhookContent(request: WebhookRequest, { context }: Verified): WebhookRequest {
  const { url } = context;
  if (url === undefined || kindOf(request) !== 'bodiless-get') return request;
  const start = url.indexOf('?');
  const query = start === -1 ? '' : url.slice(start + 1);
  return { ...withHeaders(request, { 'content-type': formType }), body: Buffer.from(query) };
}
