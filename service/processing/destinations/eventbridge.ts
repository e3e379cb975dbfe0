import type { EventBridgeDestinationConfig } from '../../webhook/destination-config.ts';
import { encodeBody } from '../../webhook/envelope.ts';
import { jsonTextOf } from '../../webhook/json-body.ts';
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

/** Returns once EventBridge has accepted the event. @throws errors that `withServiceFailures` knows */
export type PutEvent = (event: BusEvent) => Promise<void>;

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
const detailTypeLimit = 128;

/**
 * Sends an event for each webhook. A JSON body is `detail.json`, as the sender wrote it; any other body is
 * `detail.text` or `detail.base64`.
 */
export function createEventBridgeDestination(
  { busName = 'default' }: EventBridgeDestinationConfig,
  putEvent: PutEvent,
): Deliver {
  return async (delivery) => {
    const { deliveryId, receivedAt, contentType, headers } = delivery;
    await putEvent({
      busName,
      source: `spillway.${delivery.source}`,
      detailType: delivery.type.slice(0, detailTypeLimit),
      detail: withBody({ deliveryId, receivedAt, contentType, headers }, delivery),
      time: Date.parse(receivedAt),
    });
  };
}

/**
 * Inserts the JSON as text, because parsing and rewriting would lose digits and repeated keys. It was parsed once
 * before, so it can't end early.
 */
function withBody(fields: object, { body }: Delivery): string {
  const json = jsonTextOf(body);
  if (json !== undefined) return `${JSON.stringify(fields).slice(0, -1)},"json":${json}}`;
  const isBinary = encodeBody(body).bodyEncoding === 'base64';
  return JSON.stringify(
    isBinary
      ? { ...fields, base64: body.toString('base64') }
      : { ...fields, text: body.toString('utf8') },
  );
}
