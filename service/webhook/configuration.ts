import type { ExpectEvery } from './cadence.ts';
import type { DeliveryLogConfig } from './delivery-log-config.ts';
import type { DestinationConfig } from './destination-config.ts';
import type { RouteConfig } from './route-config.ts';
import type { Place, Sender } from './sender.ts';
import type { SenderName } from './senders.ts';

/** Where webhooks come from. Its key is the last segment of its URL: `/webhooks/{source}`. */
export type SourceConfig = NamedSourceConfig | CustomSourceConfig;

interface SourceOptions {
  /**
   * The URL that was given to the sender, for senders that sign it (Square, HubSpot, Twilio). It is never taken
   * from the request, whose headers the caller chooses.
   */
  readonly publicUrl?: string;
  /**
   * How many webhooks a second this source may send, with bursts of twice as many. The gateway answers the rest
   * with 503 and `Retry-After`, so that a noisy source can't starve the others. Default: only the stage's limit for
   * all.
   */
  readonly ratePerSecond?: number;
  /**
   * What counts as the same webhook, for senders whose id isn't signed (`docs/senders.md` names them). `id`: the
   * sender's own id; whoever captured one request can then have it delivered again under other ids. `content`:
   * everything that the sender signed; two genuine webhooks with the same content then count as one. Default: `id`.
   */
  readonly duplicates?: 'id' | 'content';
  /** Keeps every webhook for `archiveDays`, so that it can be replayed: `docs/replay.md`. Default: no. */
  readonly archive?: boolean;
  /**
   * The sender's own log of what it sent. What is in it and never came here is asked for again, once the source has a
   * token in a secret of its own: `docs/webhooks-that-never-came.md`. Default: none.
   */
  readonly deliveryLog?: DeliveryLogConfig;
  /**
   * How often it sends at the least, such as `'1 h'`, at any time or at some: `docs/silence.md`. If it is silent for
   * longer, the alarm `source-silent` fires. Default: what its sender promises (Zoom, Asana), else nothing. `false`:
   * nobody watches.
   */
  readonly expectEvery?: ExpectEvery;
}

interface NamedSourceConfig extends SourceOptions {
  /** The sender that signs: a row of `senders.ts`. */
  readonly sender: SenderName;
}

/** A sender of the user's own, described by the same fields as the known ones. */
interface CustomSourceConfig extends SourceOptions {
  readonly sender: 'custom';
  readonly custom: CustomSender;
}

type CustomSender = Pick<Sender, 'schemes' | 'eventType'> &
  Partial<Omit<Sender, 'deliveryId'>> & { readonly deliveryId: readonly Place[] };

/**
 * `POST /events` for the user's own services. They show a token of a Cognito user pool instead of a signature. Cost
 * and usage: `docs/service-to-service.md`.
 */
export interface EventsConfig {
  /** One client id and secret for each service. Without it, all services share one. */
  readonly clients?: readonly string[];
  /** How long a token is valid, 5 to 1440. Default 60. */
  readonly tokenMinutes?: number;
  /** As for any source. */
  readonly archive?: boolean;
  /** As for any source. */
  readonly expectEvery?: ExpectEvery;
}

/** The source name of everything that comes in by `POST /events`, in envelopes, routes and metrics. */
export const eventsSource = 'events';

/** The permission that a token must have: `<resource server>/<scope>`. */
export const eventsScope = { resourceServer: 'spillway', scope: 'events.write' } as const;

export interface SpillwayConfig {
  readonly sources: Readonly<Record<string, SourceConfig>>;
  /** If absent, there is no `POST /events` and no user pool. */
  readonly events?: EventsConfig;
  readonly destinations: Readonly<Record<string, DestinationConfig>>;
  readonly routes: readonly RouteConfig[];
}

/** The sources whose webhooks are archived for replays. */
export function archivedSources({
  sources,
  events,
}: Pick<SpillwayConfig, 'sources' | 'events'>): readonly string[] {
  const all: Readonly<Record<string, { readonly archive?: boolean }>> = {
    ...sources,
    ...(events && { [eventsSource]: events }),
  };
  return Object.keys(all).filter((name) => all[name]?.archive);
}

/** The sources whose sender's log of deliveries is read. */
export function loggedSources({ sources }: Pick<SpillwayConfig, 'sources'>): readonly string[] {
  return Object.keys(sources).filter((name) => sources[name]?.deliveryLog !== undefined);
}

/** Gives the configuration its types where it is written. `infra/` validates it at synth. */
export function defineConfig<const C extends SpillwayConfig>(config: C): C {
  return config;
}
