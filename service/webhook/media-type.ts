import type { WebhookRequest } from './request.ts';

/** Whether the body says that it is a form: `application/x-www-form-urlencoded`. */
export function isForm(headers: WebhookRequest['headers']): boolean {
  return /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
}
