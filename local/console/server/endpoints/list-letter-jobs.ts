import type { Endpoint } from '../endpoint.ts';
import type { LetterJob } from '../jobs/letter-job.ts';

/** What this console does and did with dead letters, the latest first. */
export const listLetterJobs: Endpoint = {
  method: 'GET',
  path: '/api/letter-jobs',
  answer: async (_, { desk }): Promise<readonly LetterJob[]> => desk.list(),
};
