import type { WebhookRequest } from '../webhook/request.ts';

/** The body's content type, if it can be sent on as a header: S3 and destinations get it as one. */
export function contentTypeOf(headers: WebhookRequest['headers']): string | undefined {
  const given = headers['content-type']?.trim() ?? '';
  return /^[\x20-\x7e]{1,256}$/.test(given) ? given : undefined;
}
