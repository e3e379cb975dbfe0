import type { Logger } from '@aws-lambda-powertools/logger';
import type { LogFailure } from '../errors.ts';
import type { Line } from '../telemetry/line.ts';
import type { MetricName } from '../telemetry/metric-names.ts';
import type { Decision, DecisionEnd } from './decision.ts';
import type { Findings } from './findings.ts';
import { countEnds } from './source-report.ts';

/** What is said of each end. All but the first two are missed. */
const messages = {
  arrived: 'webhook sent again and arrived',
  lost: 'webhook delivered, says its sender, and absent',
  'asked-enough': 'webhook missed: asked for often enough',
  refused: 'webhook missed: it would be refused again',
  'cannot-ask': 'webhook missed: it can not be asked for',
  gone: 'webhook missed: its sender has forgotten it',
} as const satisfies Record<DecisionEnd, string>;

/** Whoever is busy or out of reach is asked again by the next run. The lag tells when that goes on. */
const passing: readonly LogFailure[] = ['throttled', 'unavailable', 'place-lost'];

export interface ReportPorts {
  /** Opened when the run began. */
  readonly line: Line;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/** A line for the run at one source, and one for each way in which webhooks ended. */
export function reportRun({ line, logger }: ReportPorts, source: string, findings: Findings): void {
  const byEnd = Map.groupBy(findings.ended, ({ end = 'arrived' }) => end);
  for (const [end, decisions] of byEnd) {
    const level = end === 'arrived' ? 'info' : 'error';
    logger[level](messages[end], { source, end, ...told(decisions) });
  }
  for (const [name, value] of Object.entries(measuredOf(findings))) {
    line.record(name as keyof ReturnType<typeof measuredOf>, value, { source });
  }
  const { rows, found, asked, left, failure } = findings;
  line.end(failure || left ? 'warn' : 'info', 'delivery log reconciled', {
    ...{ source, rows, found: found.length, left },
    ended: Object.fromEntries([...byEnd].map(([end, some]) => [end, some.length])),
    ...(asked.length > 0 && { asked: told(asked) }),
    ...(failure && { failure: failure.reason, error: failure }),
  });
}

/** Each of them in each run, a zero too: CloudWatch looks further back where there is nothing. */
function measuredOf(findings: Findings) {
  const { asked, failure, lagMs } = findings;
  const { missed, absent } = countEnds(findings);
  const isUnreadable = failure !== undefined && !passing.includes(failure.reason);
  return {
    RedeliveryRequested: asked.length,
    MissedDeliveries: missed,
    DeliveredButAbsent: absent,
    DeliveryLogUnreadable: isUnreadable ? 1 : 0,
    ReconciliationLag: lagMs,
  } satisfies Partial<Record<MetricName, number>>;
}

const mostIds = 50;

/** Keeps the line short, whatever an outage was. */
function told(decisions: readonly Decision[]) {
  return {
    count: decisions.length,
    deliveryIds: decisions.slice(0, mostIds).map(({ id }) => id),
  };
}
