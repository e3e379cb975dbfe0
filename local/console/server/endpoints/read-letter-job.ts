import type { Endpoint } from '../endpoint.ts';
import { knownJob } from '../jobs/known-job.ts';
import type { LetterJob } from '../jobs/letter-job.ts';

export const readLetterJob: Endpoint = {
  method: 'GET',
  path: '/api/letter-jobs/{id}',
  answer: async ({ params: { id = '' } }, { desk }): Promise<LetterJob> =>
    knownJob(id, desk.find(id)),
};
