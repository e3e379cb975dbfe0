import type { Delivery } from '../delivery.ts';

/** What people are shown of a webhook where the configuration makes no message of its own. */
export function describeWebhook({ source, type, deliveryId, receivedAt }: Delivery): string {
  return `${type} from ${source}, received ${receivedAt}, delivery ${deliveryId}`;
}
