import type { AlarmState } from '../../local/aws/cloudwatch/alarms/alarm-state.ts';
import { Alarms } from '../../local/aws/cloudwatch/alarms/alarms.ts';
import { createManualClock } from '../../local/aws/cloudwatch/manual-clock.ts';
import { type MetricDatum, MetricStore } from '../../local/aws/cloudwatch/metrics/metric-store.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

const minuteMs = 60_000;

/**
 * The state of a deployed alarm after each minute, by CloudWatch's rules.
 *
 * @param start milliseconds since 1970, a whole minute
 * @returns index 0 is the state at the end of the first minute
 */
export function alarmStates(
  stack: SynthesizedStack,
  alarmName: string,
  data: readonly MetricDatum[],
  { start, minutes }: { readonly start: number; readonly minutes: number },
): readonly (AlarmState | undefined)[] {
  const type = 'AWS::CloudWatch::Alarm';
  const resources = stack
    .ofType(type)
    .filter(({ properties }) => properties.AlarmName === alarmName)
    .map(({ id, properties }) => ({ logicalId: id, type, properties }) as const);
  const store = new MetricStore();
  for (const datum of data) store.put(datum);
  const alarms = new Alarms(resources, store, {
    clock: createManualClock(start),
    region: 'eu-west-1',
    accountId: '000000000000',
    publish: () => Promise.resolve(),
  });
  return Array.from({ length: minutes }, (_, minute) => {
    alarms.evaluate(start + (minute + 1) * minuteMs);
    return alarms.find(alarmName)?.verdict.state;
  });
}
