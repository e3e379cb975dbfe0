/** One HTTP request as a sender made it, before anything in it is trusted. */
export interface WebhookRequest {
  /** Upper case. */
  readonly method: string;
  /** Names in lower case; the values of a repeated header joined by `, ` (RFC 9110, section 5.3). */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The exact bytes that were sent, never re-encoded. */
  readonly body: Buffer;
}
