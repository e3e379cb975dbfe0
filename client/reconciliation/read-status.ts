import type { Decision } from '../../service/reconciliation/decision.ts';
import { type MetricName, metricNamespace } from '../../service/telemetry/metric-names.ts';
import type { Clients } from '../stage/clients.ts';
import type { StageRoutes } from '../stage/configuration.ts';
import { createReadMetrics, type Point } from '../stage/metric-data.ts';
import { describeLog } from './describe-log.ts';
import { chooseSources, openState, readToken } from './open-source.ts';

/** How the reconciliation of a stage stands. Times are ISO 8601. */
export interface ReconciliationStatus {
  readonly stage: string;
  readonly sources: readonly SourceStatus[];
}

export interface SourceStatus {
  readonly source: string;
  /** Such as `acme/shop, hook 1`. */
  readonly log: string;
  /** `unreadable`: the sender refused the last run. `silent`: there was none within a quarter of an hour. */
  readonly state: 'no-token' | 'silent' | 'unreadable' | 'reading';
  readonly lastRunAt?: string;
  /** How long ago it was read to its end, and all that was missing asked for. */
  readonly lagSeconds?: number;
  /** Everything that the sender delivered until then is decided on. */
  readonly readUntil?: string;
  readonly counts: Readonly<Record<WebhookState, number>>;
  /** What is in the log and not here, the newest first; what has arrived is counted only. */
  readonly webhooks: readonly MissingWebhook[];
}

/** `missing`: not asked for yet. `looked-for`: the sender says that we have it. */
export type WebhookState = 'missing' | 'asked' | 'looked-for' | 'arrived' | 'given-up' | 'absent';

export interface MissingWebhook {
  readonly deliveryId: string;
  readonly type?: string;
  readonly state: WebhookState;
  /** When the sender tried to deliver it. */
  readonly at: string;
  readonly asks: number;
  /** Until then nothing more is done about it. */
  readonly waitsUntil?: string;
  /** Why it is given up. */
  readonly why?: string;
}

const silentAfterSeconds = 15 * 60;

/** @param source of this one only. @throws CommandError for a source without a log */
export async function readReconciliation(
  clients: Clients,
  stage: string,
  {
    routes,
    source,
    now,
  }: { readonly routes: StageRoutes; readonly source?: string | undefined; readonly now: number },
): Promise<ReconciliationStatus> {
  const chosen = chooseSources(routes, source);
  const sources = await Promise.all(
    chosen.map(([name, { log }]) =>
      readSource(clients, stage, name, { log: describeLog(log), now }),
    ),
  );
  return { stage, sources };
}

async function readSource(
  clients: Clients,
  stage: string,
  source: string,
  { log, now }: { readonly log: string; readonly now: number },
): Promise<SourceStatus> {
  const state = openState(clients, stage, source);
  const [token, { value: progress }, decisions, runs] = await Promise.all([
    readToken(clients, stage, source),
    state.readProgress(),
    state.readDecisions(),
    readRuns(clients, stage, source, now),
  ]);
  const webhooks = decisions.map(({ value }) => toWebhook(value));
  return {
    ...{ source, log, state: token === undefined ? 'no-token' : stateOf(runs) },
    ...(runs.lag && {
      lastRunAt: toTime(runs.lag.at),
      lagSeconds: Math.round(runs.lag.value / 1000),
    }),
    ...(progress?.complete && { readUntil: toTime(progress.complete.ours) }),
    counts: countBy(webhooks),
    webhooks: webhooks
      .filter((one) => one.state !== 'arrived')
      .toSorted((a, b) => b.at.localeCompare(a.at)),
  };
}

interface Runs {
  /** Of the last run. */
  readonly lag: Point | undefined;
  readonly unreadable: Point | undefined;
}

async function readRuns(
  { cloudWatch }: Clients,
  stage: string,
  source: string,
  now: number,
): Promise<Runs> {
  const metric = (name: MetricName) => ({
    ...{ namespace: metricNamespace, name, statistic: 'Maximum' as const },
    dimensions: { service: `spillway-${stage}-reconciliation`, source },
  });
  const wanted = [metric('ReconciliationLag'), metric('DeliveryLogUnreadable')];
  const [lag, unreadable] = await createReadMetrics(cloudWatch, now)(wanted, silentAfterSeconds);
  return { lag: lag?.[0], unreadable: unreadable?.[0] };
}

function stateOf({ lag, unreadable }: Runs): SourceStatus['state'] {
  if (lag === undefined) return 'silent';
  return (unreadable?.value ?? 0) > 0 ? 'unreadable' : 'reading';
}

function toWebhook({ id, type, at, asks, end, kind, waitsUntil }: Decision): MissingWebhook {
  const state = webhookState(kind, asks, end);
  return {
    ...{ deliveryId: id, state, at: toTime(at), asks },
    ...(type === undefined ? {} : { type }),
    ...(end === undefined ? { waitsUntil: toTime(waitsUntil) } : {}),
    ...(state === 'given-up' ? { why: end } : {}),
  };
}

function webhookState(kind: Decision['kind'], asks: number, end: Decision['end']): WebhookState {
  if (end === 'arrived') return 'arrived';
  if (end !== undefined) return end === 'lost' ? 'absent' : 'given-up';
  if (kind === 'absent') return 'looked-for';
  return asks === 0 ? 'missing' : 'asked';
}

function countBy(webhooks: readonly MissingWebhook[]): SourceStatus['counts'] {
  const of = (state: WebhookState) => webhooks.filter((one) => one.state === state).length;
  return {
    ...{ missing: of('missing'), asked: of('asked'), 'looked-for': of('looked-for') },
    ...{ arrived: of('arrived'), 'given-up': of('given-up'), absent: of('absent') },
  };
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
