import { slo } from '../../dashboards/slo.ts';
import type { Bill } from '../cost/bill.ts';
import { awsLimits } from './aws-limits.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import { costOf } from './cost-of.ts';
import { courseOf, type Outcome, outcomeOf } from './course.ts';
import { enoughFor, pipelineOf, raisedFor } from './deployment.ts';
import { secondsUntil } from './fleet.ts';
import { type Limit, limitsOf } from './limits.ts';
import type { Load } from './load.ts';
import { minutesOf } from './minutes.ts';
import { type Needs, needsOf } from './needs.ts';
import { type PredictedAlarm, predictAlarms } from './predict-alarms.ts';
import { type SettingsFor, settingsFor } from './settings-for.ts';
import { type Pipeline, simulate } from './simulate.ts';
import { roundUp } from './throughput.ts';
import { type Warning, warningsOf } from './warnings.ts';

/** One way to run the stage, and what the load does to it. */
export interface Prediction extends Outcome {
  readonly alarms: readonly PredictedAlarm[];
  /** Webhooks that would wait longer than the queue keeps them, and be gone. */
  readonly losesByRetention: boolean;
}

/** What AWS adds in time, where nothing else is too small. */
export interface Pollers extends Prediction {
  readonly kind: 'standard' | 'provisioned';
  readonly needed: number;
  /** `undefined` where there can't be so many. */
  readonly reachedAfterSeconds: number | undefined;
  /** Of provisioned pollers, while so many are there. */
  readonly usdPerHour: number;
}

export interface Capacity {
  readonly load: Load;
  readonly stage: string;
  readonly needs: Needs;
  /** That which is reached first at the top. */
  readonly limits: readonly Limit[];
  /** What the stage carries for good, webhooks a second, as it is set, once what warms up is warm. */
  readonly carriesPerSecond: number;
  /** As the stage is set. */
  readonly asItIs: Prediction;
  /** With enough of everything. */
  readonly withEnough: readonly Pollers[];
  readonly warnings: readonly Warning[];
  readonly settings: SettingsFor;
  /** Of a month in which the rate never ends, without provisioned pollers. */
  readonly cost: Pick<Bill, 'usdPerMillion' | 'usdPerMonth' | 'fixedUsdPerMonth'>;
}

/** AWSLambda's price list, 2026-09-19. */
const usdPerPollerHour = 0.009_25;
/** What is there before the load comes. */
const provisionedMinimum = awsLimits.provisionedPollers.mostMinimum;

/** What a load does to a stage, and what it needs there. Nothing is asked of AWS. */
export function predictCapacity(load: Load, settings: CapacitySettings): Capacity {
  const unreserved = settings.ingestionReservedConcurrency > 0 ? awsLimits.lambda.unreserved : 0;
  const needs = needsOf(load, settings, unreserved);
  const limits = limitsOf(needs, settings);
  return {
    ...{ load, stage: settings.stage, needs, limits },
    carriesPerSecond: Math.min(
      ...limits
        .filter(({ kind }) => kind !== 'warm-up')
        .map(({ bindsAtPerSecond }) => bindsAtPerSecond),
    ),
    asItIs: predict(pipelineOf(load, settings), load, settings),
    withEnough: [
      pollers('standard', roundUp(needs.standardPollers), load, settings),
      pollers('provisioned', roundUp(needs.provisionedPollers), load, settings),
    ],
    warnings: warningsOf(load, settings),
    settings: settingsFor(needs, settings),
    cost: pickCost(costOf(load, settings)),
  };
}

const pickCost = ({ usdPerMillion, usdPerMonth, fixedUsdPerMonth }: Bill) => ({
  ...{ usdPerMillion, usdPerMonth, fixedUsdPerMonth },
});

function pollers(kind: Pollers['kind'], needed: number, load: Load, settings: CapacitySettings) {
  const needs = needsOf(load, settings, 0);
  const provisioned =
    kind === 'provisioned'
      ? { minimum: Math.min(provisionedMinimum, Math.max(2, needed)), most: needed }
      : undefined;
  const pipeline = enoughFor(needs, load, settings, provisioned);
  return {
    ...{ kind, needed, usdPerHour: provisioned ? needed * usdPerPollerHour : 0 },
    reachedAfterSeconds: secondsUntil(pipeline.processing.pollers, needed),
    ...predict(pipeline, load, raisedFor(needs, settings)),
  };
}

function predict(pipeline: Pipeline, load: Load, settings: CapacitySettings): Prediction {
  const moments = simulate(pipeline, courseOf(load));
  const outcome = outcomeOf(moments, load);
  const minutes = minutesOf(moments, slo.freshness.seconds);
  return {
    ...outcome,
    alarms: predictAlarms(minutes, { load, settings }),
    losesByRetention: isTooLate(outcome, load, settings),
  };
}

/** The wait of the last webhook of the load, or of those that come when the queue begins to delete. */
function isTooLate(
  { peakAgeSeconds, drainSeconds, growthPerSecond }: Outcome,
  { seconds }: Load,
  { intakeRetentionDays }: CapacitySettings,
): boolean {
  if (seconds === undefined && growthPerSecond > 0) return true;
  const longest = Math.max(peakAgeSeconds, seconds === undefined ? 0 : (drainSeconds ?? Infinity));
  return longest > 86_400 * intakeRetentionDays;
}
