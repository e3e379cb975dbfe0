import { createReadLogToken } from '../../service/aws/log-token.ts';
import { createReconciliationStore } from '../../service/aws/reconciliation-table.ts';
import type { Decision } from '../../service/reconciliation/decision.ts';
import type { Progress, StatePorts } from '../../service/reconciliation/state.ts';
import {
  type ReconciledSource,
  reconciledSources,
} from '../../service/webhook/reconciled-sources.ts';
import { secretPrefix } from '../secrets/stored-secret.ts';
import type { Clients } from '../stage/clients.ts';
import type { StageRoutes } from '../stage/configuration.ts';
import { unknownName } from '../unknown-name.ts';

/** What the reconciliation remembers of a source. */
export function openState(
  { dynamo }: Pick<Clients, 'dynamo'>,
  stage: string,
  source: string,
): StatePorts {
  const table = `spillway-${stage}-reconciliation`;
  return createReconciliationStore<Progress, Decision>(dynamo, table, source);
}

/** @returns `undefined` while nobody has stored one */
export function readToken(
  { secretsManager }: Pick<Clients, 'secretsManager'>,
  stage: string,
  source: string,
): Promise<string | undefined> {
  return createReadLogToken(secretsManager, secretPrefix(stage, 'delivery-log'))(source);
}

/**
 * The sources whose sender's log is read, or the one of this name.
 *
 * @throws CommandError where there is no such source
 */
export function chooseSources(
  routes: StageRoutes,
  name: string | undefined,
): readonly (readonly [source: string, config: ReconciledSource])[] {
  const all = Object.entries(reconciledSources(routes));
  const chosen = all.filter(([source]) => name === undefined || source === name);
  if (chosen.length > 0 || (name === undefined && all.length === 0)) return chosen;
  const hint = 'A source has one by `deliveryLog`: docs/webhooks-that-never-came.md';
  throw unknownName(
    'source with a delivery log',
    name,
    all.map(([source]) => source),
    hint,
  );
}
