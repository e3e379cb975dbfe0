import { eventsSource } from '../../service/webhook/configuration.ts';
import type { StageRoutes } from '../stage-routes.ts';

/** What metrics and circuits are named by. */
export interface StageNames {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

export function namesOf({ sources, events, destinations }: StageRoutes): StageNames {
  return {
    sources: [...Object.keys(sources), ...(events ? [eventsSource] : [])],
    destinations: Object.keys(destinations),
  };
}
