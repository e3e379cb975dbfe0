import type { DestinationConfig } from './destination-config.ts';
import type { RouteConfig } from './route-config.ts';
import type { Place, Sender } from './sender.ts';
import type { SenderName } from './senders.ts';

/** Where webhooks come from. Its key is the last segment of its URL: `/webhooks/{source}`. */
export type SourceConfig = NamedSourceConfig | CustomSourceConfig;

interface SourceOptions {
  /**
   * The URL as it was given to the sender, for those that sign it (Square, HubSpot, Twilio). Never taken from the
   * request: its headers are the caller's choice.
   */
  readonly publicUrl?: string;
  /**
   * Webhooks a second that this source may send, and twice as many at once; the gateway answers the rest with 503
   * and `Retry-After`, so that a noisy source can't starve the others. Default: only the stage's limit for all.
   */
  readonly ratePerSecond?: number;
  /**
   * What counts as the same webhook, for senders whose id isn't signed (`docs/senders.md` names them): `id`, the
   * sender's own, or `content`, all that it signed. With `id` whoever captured one request can have it delivered
   * again under other ids; with `content` two genuine webhooks that say just the same are one. Default: `id`.
   */
  readonly duplicates?: 'id' | 'content';
  /** Keeps every webhook for `archiveDays`, to be replayed: `docs/replay.md`. Default: no. */
  readonly archive?: boolean;
}

interface NamedSourceConfig extends SourceOptions {
  /** Who signs: a row of `senders.ts`. */
  readonly sender: SenderName;
}

/** A sender of one's own, described by the same fields as the known ones. */
interface CustomSourceConfig extends SourceOptions {
  readonly sender: 'custom';
  readonly custom: CustomSender;
}

type CustomSender = Pick<Sender, 'schemes' | 'eventType'> &
  Partial<Omit<Sender, 'deliveryId'>> & { readonly deliveryId: readonly Place[] };

/**
 * `POST /events` for services of one's own: they show a token of a Cognito user pool in a signature's place.
 * What it costs and how it is called: `docs/service-to-service.md`.
 */
export interface EventsConfig {
  /** One client id and secret for each service. Without it, one for all. */
  readonly clients?: readonly string[];
  /** How long a token is valid, 5 to 1440. Default 60. */
  readonly tokenMinutes?: number;
  /** As of any source. */
  readonly archive?: boolean;
}

/** The source of what comes in by `POST /events`, in envelopes, routes and metrics. */
export const eventsSource = 'events';

/** What a token must allow: `<resource server>/<scope>`. */
export const eventsScope = { resourceServer: 'spillway', scope: 'events.write' } as const;

export interface SpillwayConfig {
  readonly sources: Readonly<Record<string, SourceConfig>>;
  /** Absent: there is no `POST /events`, and no user pool. */
  readonly events?: EventsConfig;
  readonly destinations: Readonly<Record<string, DestinationConfig>>;
  readonly routes: readonly RouteConfig[];
}

/** The sources whose webhooks are kept to be replayed. */
export function archivedSources({ sources, events }: SpillwayConfig): readonly string[] {
  const all: Readonly<Record<string, { readonly archive?: boolean }>> = {
    ...sources,
    ...(events && { [eventsSource]: events }),
  };
  return Object.keys(all).filter((name) => all[name]?.archive);
}

/** Types the configuration where it is written; `infra/` validates it at synth. */
export function defineConfig<const C extends SpillwayConfig>(config: C): C {
  return config;
}
