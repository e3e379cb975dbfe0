import { CommandError } from '../../../../client/command-error.ts';
import {
  describeLetter,
  findLetters,
  readBody,
  type ShownBody,
  type ShownLetter,
} from '../../../../client/dead-letters/find-letters.ts';
import { readDepth } from '../../../../client/stage/queues.ts';
import type { Endpoint } from '../endpoint.ts';
import { openLetters } from '../jobs/open-letters.ts';
import { mostShownBytes } from './read-copies.ts';

/** A dead letter with its content. */
export interface LetterContents extends Omit<ShownLetter, 'body'> {
  readonly body: CutBody;
}

export type CutBody =
  | {
      /** Of the whole body. */
      readonly bytes: number;
      /** Its beginning. */
      readonly base64: string;
    }
  /** It was in the bucket, and is gone or not what was stored. */
  | { readonly lost: string };

const mostLooked = 10_000;

/** Headers and bodies too, as `spillway dlq show --body` prints them. The page asks only when somebody asks it to. */
export const readLetterContents: Endpoint = {
  method: 'GET',
  path: '/api/letters/{id}/contents',
  answer({ params, signal }, context): Promise<readonly LetterContents[]> {
    const { id = '' } = params;
    return context.desk.look(async () => {
      const { queue, diagnose, fetchBody } = await openLetters(context);
      const look = { diagnose, max: mostLooked, signal };
      const { found, examined } = await findLetters(queue, id, look);
      if (found.length === 0) throw gone(id, examined);
      const { retentionSeconds } = await readDepth(queue.sqs, queue.url);
      return Promise.all(
        found.map(async (one) => ({
          ...describeLetter(one, retentionSeconds),
          body: cut(await readBody(fetchBody, one)),
        })),
      );
    }, signal);
  },
};

function cut(body: ShownBody): CutBody {
  if ('lost' in body) return body;
  const all = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
  return { bytes: all.length, base64: all.subarray(0, mostShownBytes).toString('base64') };
}

function gone(id: string, examined: number): CommandError {
  if (examined >= mostLooked) {
    return new CommandError(
      `None of the first ${mostLooked} dead letters has the id ${id}, and no more are looked at.`,
      'SQS gives them in another order each time: try again, or send some through again first.',
    );
  }
  return new CommandError(
    `No dead letter has the delivery id or message id ${id}: ${examined} were looked at.`,
    'It was sent through again, discarded or dropped, or a command holds it: try again in a minute.',
  );
}
