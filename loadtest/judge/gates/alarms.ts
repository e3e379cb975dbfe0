import type { FiredAlarm, RunRecord } from '../../run-record.ts';
import type { Plan, Sample } from '../../samples/sample.ts';
import { isExpectedIn, isOfSlug } from '../expected-alarms.ts';
import { type GateDefinition, none } from '../gate.ts';

/** Metrics come by the minute, and are looked at by the minute: three of them are enough for an alarm of one. */
const alarmSeconds = 180;
/** What a function sees on AWS is to be read a minute later. */
const lagMs = 60_000;

/** Whether those alarms fired that had to, and no others. */
export const alarmGates = {
  alarms: {
    ...none(
      'service',
      'Alarms that nobody expected',
      ({ record }) => firedIn(record).filter((alarm) => !isExpectedIn(record, alarm)).length,
    ),
    seenIn: 'stage',
    needs: 'alarms',
  },
  poisonAlarm: {
    kind: 'service',
    title: 'First poison to dlq-not-empty',
    unit: 's',
    bound: 'at most',
    limit: () => alarmSeconds,
    value: ({ record }) => secondsToAlarm(record),
    seenIn: 'stage',
    needs: 'alarms',
    // Three minutes are enough for any sender. A repetition can't tell: the alarm is still on.
    isOfNoPace: true,
    whyUnknown: ({ record }) => whyNotTold(record),
  },
} as const satisfies Record<string, GateDefinition>;

/** An alarm that a run waits for, until some time. */
interface AwaitedAlarm {
  readonly slug: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
}

/** Undefined where the run need not make any fire. */
export function awaitedAlarmOf(
  { scenario }: Plan,
  samples: readonly Sample[],
): AwaitedAlarm | undefined {
  if (scenario !== 'poison') return undefined;
  const first = samples.find((one) => one.kind === 'sent' && one.intent === 'poison');
  if (first?.kind !== 'sent') return undefined;
  const since = first.sentAt;
  return { slug: 'dlq-not-empty', since, until: since + alarmSeconds * 1000 + lagMs };
}

/** The time at which it fired; undefined while it has not. */
export function toldInTime(
  alarms: readonly FiredAlarm[],
  { slug, since }: AwaitedAlarm,
): number | undefined {
  const fired = alarms
    .filter(({ name, from }) => isOfSlug(name, slug) && from >= since)
    .map(({ from }) => from);
  return fired.length === 0 ? undefined : Math.min(...fired);
}

/** One that is on already can't fire. */
export function isOnBefore(alarms: readonly FiredAlarm[], { slug, since }: AwaitedAlarm): boolean {
  return alarms.some(
    ({ name, from, to }) => isOfSlug(name, slug) && from < since && (to ?? Infinity) >= since,
  );
}

function whyNotTold({ plan, samples, alarms = [] }: RunRecord): string | undefined {
  const awaited = awaitedAlarmOf(plan, samples);
  if (awaited === undefined) return 'No poison was sent.';
  if (!isOnBefore(alarms, awaited)) return undefined;
  return `${awaited.slug} was on before the first poison was sent.`;
}

const firedIn = ({ alarms = [], plan }: RunRecord) => alarms.filter(({ from }) => from >= plan.at);

function secondsToAlarm({ plan, samples, alarms = [] }: RunRecord): number {
  const awaited = awaitedAlarmOf(plan, samples);
  const at = awaited && toldInTime(alarms, awaited);
  return awaited === undefined || at === undefined ? Number.NaN : (at - awaited.since) / 1000;
}
