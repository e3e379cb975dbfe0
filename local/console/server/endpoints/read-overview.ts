import { explainError } from '../../../../client/explain-error.ts';
import { namesOf } from '../../../../client/stage/configuration.ts';
import { readStatus } from '../../../../client/status/read-status.ts';
import type { Endpoint } from '../endpoint.ts';

/** What `spillway status` tells. */
export const readOverview: Endpoint = {
  method: 'GET',
  path: '/api/overview',
  answer: (_, { stage, clients, readRoutes, now, lines }) =>
    readStatus(stage.name, {
      clients,
      readNames: async () => namesOf(await readRoutes()),
      explain: (error) => explainError(error, stage, lines).message,
      now: now(),
    }),
};
