import type { Endpoint } from './endpoint.ts';
import { listSenders } from './endpoints/list-senders.ts';
import { readCopies } from './endpoints/read-copies.ts';
import { readOverview } from './endpoints/read-overview.ts';
import { readWebhook } from './endpoints/read-webhook.ts';
import { replayWebhook } from './endpoints/replay-webhook.ts';
import { sendAgain } from './endpoints/send-again.ts';
import { sendWebhooks } from './endpoints/send-webhooks.ts';
import { signCurl } from './endpoints/sign-curl.ts';

/** All that the page can ask for, beside its session and the stream of rows. */
export const endpoints: readonly Endpoint[] = [
  readOverview,
  readWebhook,
  readCopies,
  replayWebhook,
  sendAgain,
  signCurl,
  listSenders,
  sendWebhooks,
];
