import type { Context, EventBridgeEvent } from 'aws-lambda';
import { createLines } from '../telemetry/create-lines.ts';
import type { ReconciledSource } from '../webhook/reconciled-sources.ts';
import { readReconciliationEnvironment } from './environment.ts';
import { type Reconciled, reconcileAll } from './reconcile-all.ts';
import { reportOff } from './report-off.ts';

/** The sources that name a log. infra/ writes them into the bundle as a constant. */
declare const SPILLWAY_RECONCILED_SOURCES: Readonly<Record<string, ReconciledSource>>;

readReconciliationEnvironment(process.env);
const { logger, openLine } = createLines(() => ({ groups: [] }));

export async function handler(
  _event: EventBridgeEvent<'Scheduled Event', unknown>,
  context: Context,
): Promise<void> {
  logger.addContext(context);
  try {
    const sources: readonly Reconciled[] = [];
    for (const source of Object.keys(SPILLWAY_RECONCILED_SOURCES)) reportOff(openLine(), source);
    await reconcileAll(openLine(), sources);
  } catch (error) {
    logger.error('the reconciliation failed', error as Error);
    throw error;
  }
}
