import { readRetryAfter } from '../retry-after.ts';
import type { ChatService } from './chat.ts';
import { describeWebhook } from './message-text.ts';

/**
 * Slack accepts about one message a second for each webhook, and sends `Retry-After` when it gets more:
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const slack: ChatService = {
  defaultMessage: (delivery) => ({ text: escapeSlack(describeWebhook(delivery)) }),
  retryAfter: ({ headers }) => readRetryAfter(String(headers['retry-after'] ?? ''), Date.now()),
};

/**
 * A webhook must not be able to notify a whole channel (`<!channel>`):
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
