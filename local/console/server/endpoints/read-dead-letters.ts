import { summarizeDeadLetters } from '../../../../client/dead-letters/summarize.ts';
import type { Endpoint } from '../endpoint.ts';
import { lookAtMost, openLetters } from '../jobs/open-letters.ts';
import { readLetterFilter } from '../jobs/read-letter-order.ts';

/** What kinds of dead letters there are, as `spillway dlq summary` tells. */
export const readDeadLetters: Endpoint = {
  method: 'GET',
  path: '/api/dead-letters',
  answer({ query, signal }, context) {
    const filter = readLetterFilter(query);
    return context.desk.look(async () => {
      const { queue, diagnose } = await openLetters(context);
      return summarizeDeadLetters(queue, { diagnose, filter, max: lookAtMost, signal });
    }, signal);
  },
};
