import { archivedSources, eventsSource } from '../service/webhook/configuration.ts';
import type { SpillwayConfig } from './configuration.ts';
import { deliveryLimitSeconds } from './delivery-rules.ts';
import { InputError } from './input-error.ts';
import type { Settings } from './settings-schema.ts';

/** Three SDK attempts and the waits between them: `callSeconds` of `service/aws/client-settings.ts`. */
export const awsCallSeconds = 7.5;

/** A large body is fetched, then archived: twice the longest call of `service/aws/store-client.ts`. */
export const archiveSeconds = 17.4;

export const shortestForArchive = 23;

/**
 * If a destination takes longer than its function may run, Lambda kills the function, and with it the deliveries of
 * nine other webhooks.
 *
 * @throws InputError naming each destination whose time does not fit, and what fits
 */
export function checkDeliveryTimes(
  { destinations }: Pick<SpillwayConfig, 'destinations'>,
  settings: Settings,
): void {
  const longest = deliveryLimitSeconds(settings);
  const lines = Object.entries(destinations).flatMap(([name, destination]) => {
    const [field, seconds] = timeOf(destination);
    if (seconds <= longest) return [];
    return [
      `destinations.${name}.${field}: ${seconds} s do not fit into a function of ${settings.processingTimeoutSeconds} s (processingTimeoutSeconds), which also routes, claims and settles; at most ${longest}.`,
    ];
  });
  if (lines.length > 0) throw new InputError(lines.join('\n'));
}

/**
 * A webhook is archived beside its deliveries, within the time that they have.
 *
 * @throws InputError naming each source whose archive does not fit
 */
export function checkArchiveTimes(
  config: Pick<SpillwayConfig, 'sources' | 'events'>,
  settings: Settings,
): void {
  const longest = deliveryLimitSeconds(settings);
  if (archiveSeconds <= longest) return;
  const lines = archivedSources(config).map((name) => {
    const field = name === eventsSource ? name : `sources.${name}`;
    return `${field}.archive: S3 may take ${archiveSeconds} s with its retries, and a function of ${settings.processingTimeoutSeconds} s (processingTimeoutSeconds) leaves ${longest}; ${shortestForArchive} s are enough.`;
  });
  if (lines.length > 0) throw new InputError(lines.join('\n'));
}

function timeOf(destination: SpillwayConfig['destinations'][string]): readonly [string, number] {
  switch (destination.type) {
    case 'http':
    case 'slack':
    case 'discord':
      return ['timeoutSeconds', destination.timeoutSeconds ?? 0];
    case 'email':
    case 'eventbridge':
    case 'sqs':
      return ['type', awsCallSeconds];
  }
}
