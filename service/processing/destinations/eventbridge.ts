import type { EventBridgeDestinationConfig } from '../../webhook/destination-config.ts';
import { encodeBody } from '../../webhook/envelope.ts';
import { parseJson } from '../../webhook/json-body.ts';
import type { Deliver, Delivery } from '../delivery.ts';

export interface BusEvent {
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
  /** A JSON object. */
  readonly detail: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Returns once EventBridge has taken it. @throws PermanentError for what EventBridge will never take */
export type PutEvent = (event: BusEvent) => Promise<void>;

/** An event for each webhook: `detail.json` where the body is JSON, else `detail.text` or `detail.base64`. */
export function createEventBridgeDestination(
  { busName = 'default' }: EventBridgeDestinationConfig,
  putEvent: PutEvent,
): Deliver {
  return async (delivery) => {
    const { deliveryId, receivedAt, contentType, headers } = delivery;
    await putEvent({
      busName,
      source: `spillway.${delivery.source}`,
      detailType: delivery.type,
      detail: JSON.stringify({ deliveryId, receivedAt, contentType, headers, ...bodyOf(delivery) }),
      time: Date.parse(receivedAt),
    });
  };
}

function bodyOf({ body }: Delivery) {
  const json = parseJson(body);
  if (json !== undefined) return { json };
  return encodeBody(body).bodyEncoding === 'base64'
    ? { base64: body.toString('base64') }
    : { text: body.toString('utf8') };
}
