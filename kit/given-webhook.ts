/** What a test says of a webhook. All that it leaves out is as the sender's example has it. */
export interface GivenWebhook {
  /** As the configuration names it, or `events`. */
  readonly source: string;
  /** One of the sender's examples: `npx spillway send <source> --list`. Default: the one of `type`, else the first. */
  readonly example?: string;
  /** Sent in place of an example: an object as JSON or as a form, a text or a Buffer as it is. */
  readonly body?: GivenBody;
  /** The event type, which is put where this sender has it. */
  readonly type?: string;
  /** Fields that replace those of the body, at any depth; a list is replaced as a whole. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Added to those of the example. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When it comes in, ISO 8601. Default: now. */
  readonly receivedAt?: string;
  /** The only destinations that are left, as for a dead letter that is sent through again. */
  readonly to?: readonly string[];
}

export type GivenBody = string | Buffer | URLSearchParams | object;

/** Whether every byte is given. */
export function isExact(body: GivenBody | undefined): body is string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body);
}
