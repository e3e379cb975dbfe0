import { buildApp } from 'fauxqs';
import { addLimits } from '../sqs/add-limits.ts';
import { addMoveTasks } from '../sqs/add-move-tasks.ts';
import { allowAllUnicode } from '../sqs/allow-all-unicode.ts';
import { followMoves } from '../sqs/follow-moves.ts';
import { forgetGoneReceivers } from '../sqs/forget-gone-receivers.ts';
import { keepTraceHeaders } from '../sqs/keep-trace-headers.ts';
import { MoveTasks } from '../sqs/move-tasks.ts';
import { createStores, type SqsStore } from './stores.ts';

export type FauxqsApp = ReturnType<typeof buildApp>;

export interface FauxqsOptions {
  readonly region: string;
  /** How many messages of a queue may be in flight; SQS's quota without it. */
  readonly inFlightLimit?: number | undefined;
  /** Hooks that come before those of the services. */
  readonly before?: (app: FauxqsApp, store: SqsStore) => void;
}

/** fauxqs, and what SQS does beyond it. It does not listen yet. */
export async function buildFauxqs({ region, inFlightLimit, before }: FauxqsOptions) {
  await allowAllUnicode();
  const stores = await createStores();
  const { sqsStore } = stores;
  const app = buildApp({ logger: false, defaultRegion: region, stores });
  // fauxqs looks for a queue in the region of the signature: see `client/stage/shell-environment.ts`.
  app.addHook('onRequest', async ({ headers }) => {
    const { authorization } = headers;
    if (authorization === undefined) return;
    headers.authorization = authorization.replace(/(=[^/,]+\/\d+)\/local\//, `$1/${region}/`);
  });
  before?.(app, sqsStore);
  addLimits(app, sqsStore, inFlightLimit);
  const moveOf = followMoves(app, sqsStore);
  const tasks = new MoveTasks(sqsStore, moveOf);
  addMoveTasks(app, tasks);
  keepTraceHeaders(app, sqsStore);
  forgetGoneReceivers(app, sqsStore);
  return { app, stores, tasks, moveOf };
}
