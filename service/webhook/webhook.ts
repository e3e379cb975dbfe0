/** A webhook as processing sees it, and as the user's `transform` or `handler` gets it. */
export interface Webhook {
  readonly deliveryId: string;
  readonly source: string;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly contentType: string;
  /** The sender's own headers that travel along. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that the sender sent. */
  readonly body: Buffer;
}
