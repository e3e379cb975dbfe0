import { type Identity, identifyDelivery } from '../../service/webhook/identify-delivery.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import type { Webhook } from '../../service/webhook/webhook.ts';
import { webhookContent } from '../../service/webhook/webhook-content.ts';
import type { Signing } from './sign-example.ts';

/** With what was missing where this sender keeps it. */
type IdentifiedWebhook = Webhook & Pick<Identity, 'guessed'>;

/** As what ingestion takes a signed request. `undefined` where it would refuse it. */
export function identifySigned(
  sender: Sender,
  source: string,
  request: WebhookRequest,
  { secret, publicUrl, now }: Signing,
): IdentifiedWebhook | undefined {
  const secrets = [{ slot: 'current', value: secret }];
  const verified = verifySignature(sender, request, secrets, { now, publicUrl });
  if (verified.kind === 'rejected') return undefined;
  const content = webhookContent(request, verified);
  const { headers, body } = content;
  const { guessed, ...identity } = identifyDelivery(sender, source, content, verified);
  return {
    ...{ ...identity, guessed, source, body },
    receivedAt: new Date(now).toISOString(),
    contentType: headers['content-type'] ?? 'application/octet-stream',
    headers: Object.fromEntries(
      sender.allowedHeaders.flatMap((name) => {
        const value = headers[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}
