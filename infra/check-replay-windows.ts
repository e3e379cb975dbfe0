import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import { sourceRules } from '../service/webhook/source-rules.ts';
import { InputError } from './input-error.ts';
import type { Settings } from './settings-schema.ts';

const secondsADay = 86_400;

/**
 * If a request is accepted for longer than its delivery is remembered, it could be sent and delivered again.
 *
 * @throws InputError naming each source whose window is longer than the memory, and how long the memory has to be
 */
export function checkReplayWindows(
  { sources }: Pick<SpillwayConfig, 'sources'>,
  { deliveryMemoryDays }: Pick<Settings, 'deliveryMemoryDays'>,
): void {
  const lines = Object.entries(sources).flatMap(([name, source]) => {
    const neededDays = Math.floor(sourceRules(source).replayWindowSeconds / secondsADay) + 1;
    if (deliveryMemoryDays >= neededDays) return [];
    return [
      `-c deliveryMemoryDays=${deliveryMemoryDays}: must be at least ${neededDays}, since source ${name} takes a signed request for longer than that.`,
    ];
  });
  if (lines.length > 0) throw new InputError(lines.join('\n'));
}
