import { type Identity, identifyDelivery } from '../../service/webhook/identify-delivery.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import { webhookContent } from '../../service/webhook/webhook-content.ts';
import type { Signing } from './sign-example.ts';

/** By which id and type ingestion knows a signed request. `undefined` where it would refuse it. */
export function identifySigned(
  sender: Sender,
  source: string,
  request: WebhookRequest,
  { secret, publicUrl, now }: Signing,
): Identity | undefined {
  const secrets = [{ slot: 'current', value: secret }];
  const verified = verifySignature(sender, request, secrets, { now, publicUrl });
  if (verified.kind === 'rejected') return undefined;
  return identifyDelivery(sender, source, webhookContent(request, verified), verified);
}
