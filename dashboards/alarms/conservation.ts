import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type Look, math, ownMetric, queueMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { heartbeats, keptWithoutValue, onceHeard } from './heartbeat.ts';

/** How often the audit adds up. */
export const auditPeriod = Duration.minutes(5);
const most = { statistic: 'Maximum', period: auditPeriod } as const;
const least = { statistic: 'Minimum', period: auditPeriod } as const;

type Books = Pick<Watched, 'audit' | 'intakeQueue'>;

/** What the residue is reckoned from: of the queue, the highest and the lowest figures of each period. */
export function bookMetrics({ audit, intakeQueue }: Books) {
  const queued = (name: string, look: Look) =>
    queueMetric(`ApproximateNumberOfMessages${name}`, intakeQueue, look);
  return {
    accepted: ownMetric('AcceptedTotal', audit, most),
    settled: ownMetric('SettledTotal', audit, most),
    uncertain: ownMetric('UncertainTotal', audit, most),
    visible: queued('Visible', most),
    inFlight: queued('NotVisible', most),
    delayed: queued('Delayed', most),
    leastVisible: queued('Visible', least),
    leastInFlight: queued('NotVisible', least),
    leastDelayed: queued('Delayed', least),
  };
}

/**
 * The totals and the queue's figures are of slightly different moments, so what came or went within a period may seem to
 * be missing.
 */
export const bandExpression = '(ABS(DIFF(accepted)) + ABS(DIFF(settled)))';

// A webhook that waits is now visible, now in flight, now delayed, and is in the highest figure of each. So a loss is
// reckoned from the highest ones, and a surplus from the lowest: what moves within the queue is neither.
const lossExpression =
  '(accepted - settled - (FILL(visible, 0) + FILL(inFlight, 0) + FILL(delayed, 0)))';
const surplusExpression =
  '(settled - accepted + FILL(leastVisible, 0) + FILL(leastInFlight, 0) + FILL(leastDelayed, 0))';

/** What was accepted, and is neither settled nor in the queue; below 0, what was settled or waits without having been accepted. */
export const residueExpression = `IF(${lossExpression} > 0, ${lossExpression}, IF(${surplusExpression} > 0, 0 - ${surplusExpression}, 0))`;

/**
 * What is missing beyond the band. Where more was settled than accepted, the audit may have an explanation for some of
 * it; for a loss there is none.
 */
function unaccounted(watched: Watched): IMetric {
  const unexplained = `IF(${surplusExpression} > uncertain, ${surplusExpression} - uncertain, 0)`;
  const surplus = `IF(${surplusExpression} > ${bandExpression}, ${unexplained}, 0)`;
  return math(
    'not accounted for',
    `IF(${lossExpression} > ${bandExpression}, ${lossExpression}, ${surplus})`,
    bookMetrics(watched),
    auditPeriod,
  );
}

export const conservationAlarms = {
  ConservationResidue: {
    severity: 'P',
    inMaintenance: true,
    meaning: () =>
      'For 15 of 25 minutes at least 1 accepted webhook is neither settled nor in the queue, or more were settled than accepted.',
    impact: () => 'A webhook that was answered with a 2xx may be lost.',
    metric: unaccounted,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => 1,
    // What comes meanwhile hides a loss for a run or two, and is not its end.
    datapoints: [3, 5],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Fires for a single webhook that is lost, 15 to 20 minutes later.',
  },
  AuditSilent: {
    severity: 'T',
    meaning: () => 'For 20 minutes the audit has not added up what was accepted and settled.',
    impact: () => 'Nobody would notice that a webhook is lost.',
    metric: (watched) =>
      math(
        'runs of the audit',
        onceHeard('FILL(audits, 0)', 'audits', 'polls'),
        {
          audits: heartbeats.audit(watched, { period: auditPeriod }),
          polls: heartbeats.consumer(watched, { period: auditPeriod }),
        },
        auditPeriod,
      ),
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: () => 1,
    datapoints: [4, 4],
    missing: keptWithoutValue,
    atLowTraffic: 'Fires as at any traffic: the audit runs at rest too.',
  },
} as const satisfies Record<string, AlarmDefinition>;
