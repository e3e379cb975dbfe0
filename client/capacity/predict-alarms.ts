import type { Severity } from '../../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { type BurnWindowId, burnWindows } from '../../dashboards/alarms/burn-windows.ts';
import { type AlarmId, alarms, metricAlarms } from '../../dashboards/alarms/catalogue.ts';
import { nearTimeoutSeconds } from '../../dashboards/alarms/functions.ts';
import { queueWaitThresholdSeconds } from '../../dashboards/alarms/intake-queue.ts';
import { burnAlarms } from '../../dashboards/alarms/service-levels.ts';
import { slo } from '../../dashboards/slo.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import { type Load, underWay } from './load.ts';
import type { Minute } from './minutes.ts';
import { ingestionEnvironments } from './throughput.ts';

export interface PredictedAlarm {
  /** The last part of its name, and its page in `runbooks/`. */
  readonly alarm: string;
  readonly severity: Severity;
  /** Minutes after the load came. */
  readonly afterMinutes: number;
}

interface Situation {
  readonly load: Load;
  readonly settings: CapacitySettings;
}

type IsBad = (minute: Minute, situation: Situation) => boolean;

/** Below so many a minute the alarms on shares are silent. */
const fewest = 20;
const share = (part: number, { offered }: Minute) => (offered >= fewest ? part / offered : 0);

/** When a minute breaches: each alarm's own threshold, over what the model has of a minute. */
const breaches = {
  QueueAge: ({ ageSeconds }) => ageSeconds > queueWaitThresholdSeconds,
  DrainSlow: ({ backlog, processed, accepted }) =>
    backlog > processed &&
    (processed <= accepted || (60 * backlog) / (processed - accepted) > 15 * 60),
  InFlightHigh: ({ backlog, pollers }, { load, settings }) =>
    Math.min(
      backlog + underWay(load.ratePerSecond, load.processingMs),
      pollers * settings.batchSize,
    ) >= metricAlarms.InFlightHigh.threshold(),
  IngestionThrottles: ({ unserved }) => unserved >= 1,
  Api5xx: (minute) => share(minute.unserved, minute) > 0.05,
  // The gateway counts each answer of its own as a 4XXError.
  Api4xx: (minute) => share(minute.throttled + minute.unserved, minute) > 0.05,
  ApiLatency: (minute, { load }) => minute.offered >= fewest && load.ingestionMs > 2500,
  IngestionNearTimeout: (_, { load, settings }) =>
    isNearTimeout(load.ingestionMs, settings.ingestionTimeoutSeconds),
  IngestionErrors: (_, { load, settings }) =>
    load.ingestionMs > 1000 * settings.ingestionTimeoutSeconds,
  ProcessingNearTimeout: (_, { load, settings }) =>
    isNearTimeout(load.processingMs, settings.processingTimeoutSeconds),
  ProcessingErrors: (_, { load, settings }) =>
    load.processingMs > 1000 * settings.processingTimeoutSeconds,
  DestinationFailing: ({ processed }, { load }) => processed >= fewest && load.failingShare > 0.5,
  ConcurrencyClaimed: (minute, situation) =>
    claimed(minute, situation) > 0.9 * situation.settings.accountConcurrency,
} as const satisfies Partial<Record<AlarmId, IsBad>>;

/** The alarms that the course of a load makes fire, the first one first. */
export function predictAlarms(
  minutes: readonly Minute[],
  situation: Situation,
): readonly PredictedAlarm[] {
  const { load, settings } = situation;
  const own = Object.entries<IsBad>(breaches).map(([id, isBad]) => {
    const [m, n] = metricAlarms[id as keyof typeof breaches].datapoints;
    const bad = minutes.map((minute) => isBad(minute, situation));
    return { id: id as AlarmId, after: firstFiring(bad, m, n) };
  });
  const burning = Object.entries(burnAlarms).map(([id, { pairs }]) => ({
    id: id as AlarmId,
    after: minutes.findIndex((_, at) =>
      pairs.some((pair) => pair.every((window) => burns(window, minutes.slice(0, at + 1), load))),
    ),
  }));
  return [...own, ...burning]
    .filter(({ id, after }) => after >= 0 && (settings.ticketAlarms || alarms[id].severity === 'P'))
    .map(({ id, after }) => ({
      ...{ alarm: alarmSlug(id), severity: alarms[id].severity, afterMinutes: after + 1 },
    }))
    .toSorted((one, other) => one.afterMinutes - other.afterMinutes);
}

/** The first minute of which, with those before it, `m` of `n` are bad; -1 where there is none. */
export function firstFiring(bad: readonly boolean[], m: number, n: number): number {
  return bad.findIndex(
    (_, at) => bad.slice(Math.max(0, at + 1 - n), at + 1).filter(Boolean).length >= m,
  );
}

function isNearTimeout(milliseconds: number, timeoutSeconds: number): boolean {
  return milliseconds > 1000 * nearTimeoutSeconds({ name: '', memoryMb: 0, timeoutSeconds });
}

/** What is reserved counts as claimed whether it is used or not. */
function claimed(minute: Minute, { load, settings }: Situation): number {
  const { ingestionReservedConcurrency, batchSize } = settings;
  const served = (minute.offered - minute.throttled - minute.unserved) / 60;
  const ingestion = ingestionReservedConcurrency || ingestionEnvironments(served, load.ingestionMs);
  return ingestion + underWay(minute.processed / 60 / batchSize, load.processingMs);
}

/** Before the load it was calm, and nothing failed. */
function burns(id: BurnWindowId, minutes: readonly Minute[], { calmPerSecond }: Load): boolean {
  const { budget, hours, rate } = burnWindows[id];
  const length = Math.round(60 * hours);
  const within = minutes.slice(-length);
  const calm = 60 * calmPerSecond * (length - within.length);
  const sum = (pick: (minute: Minute) => number) =>
    within.reduce((total, minute) => total + pick(minute), 0);
  const [bad, all] =
    budget === 'availability'
      ? [sum(({ unserved }) => unserved), sum(({ offered, throttled }) => offered - throttled)]
      : [sum(({ late }) => late), sum(({ processed }) => processed)];
  const allowed = 1 - slo[budget].target;
  return bad >= 3 && bad / (all + calm) / allowed > rate;
}
