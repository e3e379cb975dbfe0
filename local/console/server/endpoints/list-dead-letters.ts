import { type LetterList, listLetters } from '../../../../client/dead-letters/list-letters.ts';
import type { Endpoint } from '../endpoint.ts';
import { lookAtMost, openLetters } from '../jobs/open-letters.ts';
import { readLetterFilter } from '../jobs/read-letter-order.ts';

/** Dead letters one by one, as `spillway dlq list` tells: no content is among it. */
export const listDeadLetters: Endpoint = {
  method: 'GET',
  path: '/api/letters',
  answer({ query, signal }, context): Promise<LetterList> {
    const filter = readLetterFilter(query);
    return context.desk.look(async () => {
      const { queue, diagnose } = await openLetters(context);
      const look = { max: lookAtMost, limit: lookAtMost, signal };
      return listLetters(queue, { ...look, diagnose, filter });
    }, signal);
  },
};
