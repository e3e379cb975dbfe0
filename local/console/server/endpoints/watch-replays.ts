import type { Endpoint } from '../endpoint.ts';
import type { ReplayRun } from '../replays/replay-run.ts';

/** The latest first. */
export const listReplays: Endpoint = {
  method: 'GET',
  path: '/api/replays',
  answer: async (_, { replays }): Promise<readonly ReplayRun[]> => replays.list(),
};

export const readReplay: Endpoint = {
  method: 'GET',
  path: '/api/replays/{id}',
  answer: async ({ params: { id = '' } }, { replays }): Promise<ReplayRun> => replays.find(id),
};

/** Ends a run before its next webhook. */
export const cancelReplay: Endpoint = {
  method: 'POST',
  path: '/api/replays/{id}/cancel',
  answer: async ({ params: { id = '' } }, { replays }): Promise<ReplayRun> => replays.cancel(id),
};

/** Does the rest of a run that has ended early. */
export const goOnReplay: Endpoint = {
  method: 'POST',
  path: '/api/replays/{id}/rest',
  answer: async ({ params: { id = '' } }, { replays }): Promise<ReplayRun> => replays.goOn(id),
};
