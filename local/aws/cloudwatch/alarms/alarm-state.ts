export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingDataTreatment = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** Whether a data point breaches the threshold; undefined for a missing one. */
export type Breach = boolean | undefined;

export interface EvaluationRule {
  /** N: how many data points are evaluated. */
  readonly evaluationPeriods: number;
  /** M: how many of them must breach. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingDataTreatment;
}

/**
 * How many data points are looked at. AWS looks further back than N and doesn't say how far; its examples
 * are 5 for N = 3, and 3 for N = 1.
 */
export function evaluationRange({ evaluationPeriods }: Pick<EvaluationRule, 'evaluationPeriods'>) {
  return evaluationPeriods + 2;
}

/**
 * The state that the data points of the evaluation range (oldest first) lead to; undefined to keep the
 * current one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function stateOf(range: readonly Breach[], rule: EvaluationRule): AlarmState | undefined {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const present = range.filter((breach) => breach !== undefined);
  const evaluated = present.slice(-evaluationPeriods);
  const breaching = evaluated.filter(Boolean).length;
  const toFill = evaluationPeriods - evaluated.length;
  const filled = treatMissingData === 'breaching' ? breaching + toFill : breaching;
  if (filled >= datapointsToAlarm) return 'ALARM';
  const counts = treatMissingData === 'breaching' || treatMissingData === 'notBreaching';
  if (toFill === 0 || counts || breaching < present.length) return 'OK';
  if (treatMissingData === 'ignore') return undefined;
  return isOldEnough(range, datapointsToAlarm) ? 'ALARM' : 'INSUFFICIENT_DATA';
}

/**
 * All present data points breach, but there are fewer than M of them. AWS waits for more, unless the oldest one is M
 * periods old: then no more will come.
 */
function isOldEnough(range: readonly Breach[], datapointsToAlarm: number): boolean {
  const oldest = range.findIndex((breach) => breach !== undefined);
  return oldest >= 0 && range.length - oldest >= datapointsToAlarm;
}
