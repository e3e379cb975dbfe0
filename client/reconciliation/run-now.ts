import type { ReconciliationRequest } from '../../service/reconciliation/reconciliation.ts';
import type { SourceReport } from '../../service/reconciliation/source-report.ts';
import type { Clients } from '../stage/clients.ts';
import { invokeFunction } from '../stage/invoke-function.ts';
import type { Stage } from '../stage/stage.ts';

/**
 * Calls the stage's function, and waits for what it found.
 *
 * @throws what AWS refuses; CommandError where the function failed
 */
export async function runReconciliation(
  clients: Clients,
  stage: Stage,
  request: ReconciliationRequest,
): Promise<readonly SourceReport[]> {
  const name = `spillway-${stage.name}-reconciliation`;
  const answer = await invokeFunction(clients, stage, name, request);
  return Array.isArray(answer) ? (answer as SourceReport[]) : [];
}
