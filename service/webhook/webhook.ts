/** A webhook as processing sees it, and as a `transform` or `handler` of one's own gets it. */
export interface Webhook {
  readonly deliveryId: string;
  readonly source: string;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly contentType: string;
  /** The sender's own headers that travel along, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that the sender sent. */
  readonly body: Buffer;
}
