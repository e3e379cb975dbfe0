import { openLogs } from '../../../../client/logs/open-logs.ts';
import { type SentOne, sendOne } from '../../../../client/send/send-one.ts';
import type { Endpoint } from '../endpoint.ts';
import { sendPorts } from '../webhook/send-ports.ts';
import { openAgain } from '../webhook/sign-again.ts';

/** Sends the bytes of a webhook once more, signed anew. What becomes of it, its own row tells. */
export const sendAgain: Endpoint = {
  method: 'POST',
  path: '/api/webhooks/{key}/send',
  async answer({ params, signal }, context): Promise<SentOne> {
    const { channel, composed } = await openAgain(params.key ?? '', context, signal);
    const logs = openLogs(context.stage);
    try {
      return await sendOne(channel, composed, sendPorts(context, logs, { waitMs: 0, signal }));
    } finally {
      logs.destroy();
    }
  },
};
