import type { Endpoint } from '../endpoint.ts';
import { knownJob } from '../jobs/known-job.ts';
import type { LetterJob } from '../jobs/letter-job.ts';

/** Ends a job after the batch at hand. What it has not dealt with stays where it was. */
export const cancelLetterJob: Endpoint = {
  method: 'POST',
  path: '/api/letter-jobs/{id}/cancel',
  answer: async ({ params: { id = '' } }, { desk }): Promise<LetterJob> =>
    knownJob(id, desk.cancel(id)),
};
