import { createReadRoutes, readSenders } from '../stage/configuration.ts';
import type { Stage } from '../stage/stage.ts';
import type { Sources } from './open-channel.ts';

/**
 * What webhooks of a stage can be sent to.
 *
 * @param config of `--config`; it goes before what a running stack says of itself
 * @throws CommandError for a configuration that can't be loaded, saying what to mend
 */
export async function readSources(
  stage: Stage,
  root: string,
  config: string | undefined,
): Promise<Sources> {
  const senders = await readSenders(stage, root, config);
  if (stage.stack && config === undefined) {
    return { senders, hasEvents: stage.stack.events !== undefined };
  }
  const { events } = await createReadRoutes(root, config)();
  return { senders, hasEvents: events !== undefined };
}
