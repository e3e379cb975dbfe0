import { join } from 'node:path';
import { createReadRoutes } from '../../client/stage/configuration.ts';
import type { Stage } from '../../client/stage/stage.ts';
import { stageToMark } from '../plan/mark-run.ts';
import type { Target } from '../plan/target.ts';
import { observeEmbedded } from './observe-embedded.ts';
import { observeStage } from './observe-stage.ts';
import type { Observer, Unobserved } from './observer.ts';

const root = join(import.meta.dirname, '../..');

interface Looking {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly emptyMs?: number | undefined;
}

/** Opens what can be seen of the target from here; where that is nothing, it says why. */
export async function openObserver(
  { stack, endpoint, stage: named }: Target,
  { env, startedAt, emptyMs }: Looking,
): Promise<Observer | Unobserved> {
  if (stack !== undefined) return observeEmbedded(stack, startedAt);
  const stage = named ? { name: named, isEmbedded: false } : stageToMark({ stack, env });
  if (stage !== undefined) {
    return observeDeployed(stage, { startedAt, emptyMs });
  }
  const isAws = /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
  const why = `of ${endpoint} no stage is known here that could be looked into.`;
  return {
    stack: isAws ? 'AWS' : 'a server elsewhere',
    unchecked: [{ what: 'What became of the webhooks', why }],
  };
}

/** Without permissions, or with a configuration that can't be loaded, the load is still a load. */
async function observeDeployed(
  stage: Stage,
  looking: Pick<Looking, 'startedAt' | 'emptyMs'>,
): Promise<Observer | Unobserved> {
  try {
    return await observeStage({
      ...looking,
      stage,
      routes: await createReadRoutes(root, undefined)(),
    });
  } catch (error) {
    const why = `${stage.name} can't be looked into: ${error instanceof Error ? error.message : error}`;
    return { stack: 'AWS', unchecked: [{ what: 'What became of the webhooks', why }] };
  }
}
