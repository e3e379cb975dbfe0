import type { JsonWebhook } from '../service/webhook/route-config.ts';

/** What came of a webhook. */
export interface RoutedWebhook {
  /** As the routes see it, with the id and the type that its sender's row finds in it. */
  readonly webhook: JsonWebhook;
  /** The routes that took it, in the order of the configuration. */
  readonly routes: readonly string[];
  /** What it goes to, each once; a route's handler is `handler:<route>`. */
  readonly destinations: readonly string[];
  /** What would go out, in the order of `destinations`. Nothing leaves the machine. */
  readonly requests: readonly Outgoing[];
  /** Whether no route took it. */
  readonly isFiltered: boolean;
  /** Route → the condition for which it did not take the webhook. */
  readonly reasons: Readonly<Record<string, string>>;
  /** The key that signed what goes out by HTTP; the same in all tests. */
  readonly destinationKey: string;
  /** What goes to one destination. @throws Error that says why there is nothing */
  readonly requestTo: (destination: string) => Outgoing;
}

/** What one destination would get. */
export type Outgoing = OutgoingCall | OutgoingMail | OutgoingEvent | OutgoingMessage | Handling;

interface ToDestination {
  readonly destination: string;
  /** The route that decides what the destination gets. */
  readonly route: string;
  readonly body: string;
  /** The body, if it is JSON. */
  readonly json: unknown;
}

/** To an HTTP endpoint it is signed. A secret in a header is the name of its slot: `<api-key>`. */
export interface OutgoingCall extends ToDestination {
  readonly type: 'http' | 'slack' | 'discord';
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface OutgoingMail extends ToDestination {
  readonly type: 'email';
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

/** Its body is the event's `detail`. */
export interface OutgoingEvent extends ToDestination {
  readonly type: 'eventbridge';
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
}

export interface OutgoingMessage extends ToDestination {
  readonly type: 'sqs';
  readonly queueUrl: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A route's own code. It has not been run. */
export interface Handling extends ToDestination {
  readonly type: 'handler';
  /** Runs it once as a deployed function would. @throws what would make it a failed attempt */
  readonly run: () => Promise<void>;
}
