import type { Webhook } from './webhook.ts';

/** What a destination of people is shown, made from a webhook. Default: source, type and delivery id. */
type Format<Message> = (webhook: Webhook & { readonly json: unknown }) => Message;

interface Timed {
  /** How long to wait for the answer, 0.1 to 25. Default 15, or what the function's time allows. */
  readonly timeoutSeconds?: number;
}

/** An HTTP endpoint, called with a Standard Webhooks signature. */
export interface HttpDestinationConfig extends Timed {
  readonly type: 'http';
  /** `https:` URL. The embedded stack delivers to its own sink instead. */
  readonly url: string;
  /** Default POST. */
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Sent along. A value is a text, or a slot of the destination's secret: `{ secret: 'api-key' }`. */
  readonly headers?: Readonly<Record<string, string | { readonly secret: string }>>;
  /** Whether it may be at a private address, such as in a VPC. Default: refused, whatever its name resolves to. */
  readonly allowPrivateAddress?: boolean;
}

/** A Slack channel: its incoming webhook's URL is the slot `url` of the destination's secret. */
export interface SlackDestinationConfig extends Timed {
  readonly type: 'slack';
  /** A message as Slack takes it: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
  readonly message?: Format<Readonly<Record<string, unknown>>>;
}

/** A Discord channel: its webhook's URL is the slot `url` of the destination's secret. */
export interface DiscordDestinationConfig extends Timed {
  readonly type: 'discord';
  /** A message as Discord takes it: https://discord.com/developers/docs/resources/webhook#execute-webhook */
  readonly message?: Format<Readonly<Record<string, unknown>>>;
}

/** A mail by SES, whose identities must be verified: https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html */
export interface EmailDestinationConfig {
  readonly type: 'email';
  readonly from: string;
  readonly to: readonly string[];
  readonly message?: Format<{ readonly subject: string; readonly text: string }>;
}

/** An event bus: source `spillway.<source>`, detail type as the webhook's. */
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
