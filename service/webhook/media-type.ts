import type { WebhookRequest } from './request.ts';
import type { RequestKind } from './sender.ts';

/** Whether the body says that it is a form: `application/x-www-form-urlencoded`. */
export function isForm(headers: WebhookRequest['headers']): boolean {
  return /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
}

export function kindOf({ method, headers, body }: WebhookRequest): RequestKind {
  if (method === 'GET' && body.length === 0) return 'bodiless-get';
  return isForm(headers) ? 'form' : 'not-form';
}
