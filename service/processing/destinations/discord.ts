import { parseJson } from '../../webhook/json-body.ts';
import { readRetryAfter } from '../retry-after.ts';
import type { ChatService } from './chat.ts';
import { describeWebhook } from './message-text.ts';
import type { OutgoingAnswer } from './send-request.ts';

const contentLimit = 2_000;

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
export const discord: ChatService = {
  defaultMessage: (delivery) => ({
    content: describeWebhook(delivery).slice(0, contentLimit),
    // A webhook must not be able to notify everyone.
    allowed_mentions: { parse: [] },
  }),
  retryAfter,
};

/** Discord gives it in the body, to the millisecond: https://discord.com/developers/docs/topics/rate-limits */
function retryAfter({ status, headers, body }: OutgoingAnswer): number | undefined {
  const told = status === 429 ? Object(parseJson(body)).retry_after : undefined;
  if (typeof told === 'number' && told >= 0) return Math.ceil(told);
  return readRetryAfter(String(headers['retry-after'] ?? ''), Date.now());
}
