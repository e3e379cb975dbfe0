import type { Verified } from './compare-signatures.ts';
import { kindOf } from './media-type.ts';
import { type WebhookRequest, withHeaders } from './request.ts';

const formType = 'application/x-www-form-urlencoded';

/**
 * The content of a verified request. A GET without a body has its content in the query of its signed URL. That
 * query becomes the form body that a POST of the same webhook would have, spelled as it was signed.
 */
export function webhookContent(request: WebhookRequest, { context }: Verified): WebhookRequest {
  const { url } = context;
  if (url === undefined || kindOf(request) !== 'bodiless-get') return request;
  const start = url.indexOf('?');
  const query = start === -1 ? '' : url.slice(start + 1);
  return { ...withHeaders(request, { 'content-type': formType }), body: Buffer.from(query) };
}
