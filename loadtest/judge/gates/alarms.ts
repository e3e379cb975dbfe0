import type { RunRecord } from '../../run-record.ts';
import { isExpectedAlarm, isOfSlug } from '../expected-alarms.ts';
import { type GateDefinition, none } from '../gate.ts';

/** Metrics come by the minute, and are looked at by the minute: three of them are enough for an alarm of one. */
const alarmSeconds = 180;

const isKnown = ({ record }: { readonly record: RunRecord }) => record.alarms !== undefined;

/** Whether those alarms fired that had to, and no others. */
export const alarmGates = {
  alarms: {
    ...none(
      'service',
      'Alarms that nobody expected',
      ({ record: { alarms = [], plan } }) =>
        alarms.filter(({ name }) => !isExpectedAlarm(plan.scenario, name)).length,
    ),
    isKnown,
  },
  poisonAlarm: {
    kind: 'service',
    title: 'First poison to dlq-not-empty',
    unit: 's',
    bound: 'at most',
    limit: () => alarmSeconds,
    value: ({ record }) => secondsToAlarm(record),
    isKnown,
  },
} as const satisfies Record<string, GateDefinition>;

function secondsToAlarm({ samples, alarms = [] }: RunRecord): number {
  const first = samples.find((one) => one.kind === 'sent' && one.intent === 'poison');
  if (first?.kind !== 'sent') return Number.NaN;
  const fired = alarms
    .filter(({ name, from }) => isOfSlug(name, 'dlq-not-empty') && from >= first.sentAt)
    .map(({ from }) => from);
  return fired.length === 0 ? Number.NaN : (Math.min(...fired) - first.sentAt) / 1000;
}
