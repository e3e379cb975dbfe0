import { setTimeout } from 'node:timers/promises';
import { explainError } from '../../../../client/explain-error.ts';
import { replayOne } from '../../../../client/replay/replay-one.ts';
import { BadRequestError, type Endpoint } from '../endpoint.ts';
import { readOrder } from '../read-order.ts';
import { replayOrder } from '../replays/replay-order.ts';
import type { ReplayRun } from '../replays/replay-run.ts';
import { rowsOfOrder } from '../replays/rows-of-order.ts';

/** Begins to replay rows from the archive, the oldest first, and answers at once. */
export const startReplay: Endpoint = {
  method: 'POST',
  path: '/api/replays',
  async answer({ body }, context): Promise<ReplayRun> {
    const { keys, ...order } = readOrder(replayOrder, body);
    const rows = rowsOfOrder(keys, context);
    if (rows.length === 0) throw new BadRequestError('None of these webhooks is stored.');
    const { stage, lines } = context;
    return context.replays.start(rows, order, {
      replay: (row, nonce) =>
        replayOne(row, context, { nonce, sleep: (milliseconds) => setTimeout(milliseconds) }),
      explain(error) {
        const { message, remedy } = explainError(error, stage, lines);
        return { message, ...(remedy === undefined ? {} : { remedy }) };
      },
    });
  },
};
