import type { SpillwayConfig } from './configuration.ts';
import { deliveryLimitSeconds } from './delivery-rules.ts';
import { InputError } from './input-error.ts';
import type { Settings } from './settings.ts';

/**
 * A destination that may take longer than its function has would get the function killed, and with it the deliveries
 * of nine other webhooks.
 *
 * @throws InputError naming each destination whose time does not fit, and what fits
 */
export function checkDeliveryTimes(
  { destinations }: Pick<SpillwayConfig, 'destinations'>,
  settings: Settings,
): void {
  const longest = deliveryLimitSeconds(settings);
  const lines = Object.entries(destinations).flatMap(([name, destination]) => {
    const seconds = 'timeoutSeconds' in destination ? destination.timeoutSeconds : undefined;
    if (seconds === undefined || seconds <= longest) return [];
    return [
      `destinations.${name}.timeoutSeconds: ${seconds} s do not fit into a function of ${settings.processingTimeoutSeconds} s (processingTimeoutSeconds), which also routes, claims and settles; at most ${longest}.`,
    ];
  });
  if (lines.length > 0) throw new InputError(lines.join('\n'));
}
