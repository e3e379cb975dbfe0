import { createReceiveWebhook } from '../../service/ingestion/receive-webhook.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';

/** A request as the deployed function takes it, with one secret, and what it put into the queue. */
export async function receiveAsDeployed(
  sources: Readonly<Record<string, SourceConfig>>,
  source: string,
  request: WebhookRequest,
  { secret, now }: { readonly secret: string; readonly now: number },
) {
  const messages: string[] = [];
  const secrets = [{ slot: 'current', value: secret }];
  const receive = createReceiveWebhook({
    sources,
    readSecrets: async () => secrets,
    refreshSecrets: async () => secrets,
    sendMessage: async (message) => void messages.push(message),
    storeBody: () => Promise.reject(new Error('It fits into a message')),
    messageLimitBytes: 262_144,
    now: () => now,
  });
  const outcome = await receive(source, request, { trackingId: 'tracking-1', trace: undefined });
  return { outcome, messages };
}
