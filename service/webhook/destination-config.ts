import type { Webhook } from './webhook.ts';

/** Makes the message that people see from a webhook. Default: source, type and delivery id. */
type Format<Message> = (webhook: Webhook & { readonly json: unknown }) => Message;

interface Timed {
  /** How long to wait for the answer, 0.1 to 25. Default: 15, or less if the function's time allows only that. */
  readonly timeoutSeconds?: number;
}

/** An HTTP endpoint, called with a Standard Webhooks signature. */
export interface HttpDestinationConfig extends Timed {
  readonly type: 'http';
  /** `https:` URL, or `http:` to this machine. The embedded stack delivers to its own sink, unless it is on this machine. */
  readonly url: string;
  /** Default POST. */
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Extra headers. A value is a text, or a slot of the destination's secret: `{ secret: 'api-key' }`. */
  readonly headers?: Readonly<Record<string, string | { readonly secret: string }>>;
  /**
   * Whether it may have a private address, for example in a VPC. Default: such an address is refused, even when a
   * name resolves to it.
   */
  readonly allowPrivateAddress?: boolean;
}

/** A Slack channel. The slot `url` of the destination's secret holds its incoming webhook's URL. */
export interface SlackDestinationConfig extends Timed {
  readonly type: 'slack';
  /** A message in Slack's format: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
  readonly message?: Format<Readonly<Record<string, unknown>>>;
}

/** A Discord channel. The slot `url` of the destination's secret holds its webhook's URL. */
export interface DiscordDestinationConfig extends Timed {
  readonly type: 'discord';
  /** A message in Discord's format: https://discord.com/developers/docs/resources/webhook#execute-webhook */
  readonly message?: Format<Readonly<Record<string, unknown>>>;
}

/**
 * A mail sent by SES, whose identities must be verified:
 * https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
 */
export interface EmailDestinationConfig {
  readonly type: 'email';
  readonly from: string;
  readonly to: readonly string[];
  readonly message?: Format<{ readonly subject: string; readonly text: string }>;
}

/** An event bus. The event's source is `spillway.<source>`, its detail type the webhook's type. */
export interface EventBridgeDestinationConfig {
  readonly type: 'eventbridge';
  /** Name or ARN. Default `default`. */
  readonly busName?: string;
}

/** Another queue of this account and region. */
export interface SqsDestinationConfig {
  readonly type: 'sqs';
  readonly queueUrl: string;
}

/** Where webhooks go. */
export type DestinationConfig =
  | HttpDestinationConfig
  | SlackDestinationConfig
  | DiscordDestinationConfig
  | EmailDestinationConfig
  | EventBridgeDestinationConfig
  | SqsDestinationConfig;
