import type { Delivery } from '../delivery.ts';

/** The text that people see for a webhook if the configuration makes no message of its own. */
export function describeWebhook({ source, type, deliveryId, receivedAt }: Delivery): string {
  return `${type} from ${source}, received ${receivedAt}, delivery ${deliveryId}`;
}
