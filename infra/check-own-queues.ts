import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import { InputError } from './input-error.ts';
import type { Settings } from './settings-schema.ts';

/**
 * A stage's own queues are no destination: each webhook that is delivered would come back as a message that processing
 * can't read.
 *
 * @throws InputError naming each destination that has the name of one of them
 */
export function checkOwnQueues(
  { destinations }: Pick<SpillwayConfig, 'destinations'>,
  { stage }: Pick<Settings, 'stage'>,
): void {
  const own = [`spillway-${stage}-intake`, `spillway-${stage}-dead-letters`];
  const lines = Object.entries(destinations).flatMap(([name, destination]) => {
    const queue = destination.type === 'sqs' ? destination.queueUrl.split('/').at(-1) : undefined;
    return queue !== undefined && own.includes(queue)
      ? [`destinations.${name}.queueUrl: ${queue} is a queue of stage ${stage} itself.`]
      : [];
  });
  if (lines.length > 0) throw new InputError(lines.join('\n'));
}
