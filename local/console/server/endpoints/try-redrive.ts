import {
  foreseeRedrive,
  type RedriveDryRun,
} from '../../../../client/dead-letters/foresee-redrive.ts';
import type { Endpoint } from '../endpoint.ts';
import { lookAtMost, openLetters } from '../jobs/open-letters.ts';
import { readLetterFilter } from '../jobs/read-letter-order.ts';

/** What a redrive would come to with the code of today, as `spillway dlq redrive --dry-run` tells. It moves nothing. */
export const tryRedrive: Endpoint = {
  method: 'GET',
  path: '/api/letters/forecast',
  answer({ query, signal }, context): Promise<RedriveDryRun> {
    const filter = readLetterFilter(query);
    return context.desk.look(
      async () => foreseeRedrive(await openLetters(context), { filter, max: lookAtMost, signal }),
      signal,
    );
  },
};
