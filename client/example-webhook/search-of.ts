import type { WebhookRequest } from '../../service/webhook/request.ts';

/** The query with its question mark, or nothing. */
export function searchOf(query: WebhookRequest['query']): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
