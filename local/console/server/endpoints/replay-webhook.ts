import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { replayOne } from '../../../../client/replay/replay-one.ts';
import type { Endpoint } from '../endpoint.ts';
import { findWebhook, identityOf } from '../webhook/find-webhook.ts';

/** The run that its journey names from then on. */
export interface ReplayedWebhook {
  readonly run: string;
}

/** Sends an archived webhook through once more, as `spillway replay` does. */
export const replayWebhook: Endpoint = {
  method: 'POST',
  path: '/api/webhooks/{key}/replay',
  async answer({ params, signal }, context): Promise<ReplayedWebhook> {
    const { row } = await findWebhook(params.key ?? '', context, signal);
    const run = randomUUID();
    await replayOne(identityOf(row), context, {
      nonce: run,
      sleep: (milliseconds) => setTimeout(milliseconds),
    });
    return { run };
  },
};
