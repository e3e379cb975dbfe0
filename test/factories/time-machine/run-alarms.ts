import { Alarms } from '../../../local/aws/cloudwatch/alarms/alarms.ts';
import { createManualClock } from '../../../local/aws/cloudwatch/manual-clock.ts';
import {
  type MetricDatum,
  MetricStore,
} from '../../../local/aws/cloudwatch/metrics/metric-store.ts';
import type { DeployedAlarm } from './deployed-alarms.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 0, 5, 12);

/** A time in ALARM, in minutes since the start. */
export interface Span {
  /** It fired after so many. */
  readonly from: number;
  /** It was over after so many; absent if it never was. */
  readonly to?: number;
}

/** A metric's values in one minute, which the machine dates. */
export type Published = Omit<MetricDatum, 'timestamp'>;

/**
 * Lets minutes pass, as fast as the evaluation goes, and says when each alarm was in ALARM. It is the evaluator of the
 * embedded stack, with a clock of its own.
 *
 * @param publish the data of a minute, counted from 0. An alarm sees them when the minute is over
 * @throws Error for an alarm that the evaluator does not understand
 */
export function runAlarms(
  deployed: readonly DeployedAlarm[],
  minutes: number,
  publish: (minute: number) => readonly Published[],
): ReadonlyMap<string, readonly Span[]> {
  const clock = createManualClock(start);
  const store = new MetricStore();
  const alarms = new Alarms(
    deployed.map(({ resource }) => resource),
    store,
    {
      ...{ clock, region: 'eu-west-1', accountId: '000000000000' },
      publish: () => Promise.resolve(),
    },
  );
  for (const { name, verdict } of alarms.list()) {
    if (verdict.reason.startsWith('Not evaluated')) throw new Error(`${name}: ${verdict.reason}`);
  }
  const spans = new Map(alarms.list().map(({ name }) => [name, [] as Span[]]));
  for (let minute = 0; minute < minutes; minute += 1) {
    const timestamp = clock.now();
    for (const datum of publish(minute)) store.put({ ...datum, timestamp });
    clock.advance(minuteMs);
    alarms.evaluate(clock.now());
    for (const { name, verdict } of alarms.list()) {
      note(spans.get(name) ?? [], verdict.state === 'ALARM', minute + 1);
    }
  }
  return spans;
}

function note(spans: Span[], isOn: boolean, minute: number): void {
  const last = spans.at(-1);
  const wasOn = last !== undefined && last.to === undefined;
  if (isOn && !wasOn) spans.push({ from: minute });
  if (!isOn && wasOn) spans.splice(-1, 1, { ...last, to: minute });
}
