import { expect, it } from 'vitest';
import { createManualClock } from '../manual-clock.ts';
import { MetricStore } from '../metrics/metric-store.ts';
import type { AlarmState } from './alarm-state.ts';
import { Alarms } from './alarms.ts';

const topic = 'arn:aws:sns:eu-west-1:000000000000:alarms';
const minuteMs = 60_000;

/** One alarm, which is muted from the 1st to the 5th minute. */
function startMuted() {
  const clock = createManualClock();
  const start = clock.now();
  const sent: string[] = [];
  const properties = {
    ...{ AlarmName: 'page', Namespace: 'N', MetricName: 'm', Statistic: 'Sum', Period: 60 },
    ...{ EvaluationPeriods: 1, Threshold: 1, TreatMissingData: 'ignore' },
    ...{ ComparisonOperator: 'GreaterThanThreshold', AlarmActions: [topic], OKActions: [topic] },
  };
  const alarms = new Alarms(
    [{ logicalId: 'page', type: 'AWS::CloudWatch::Alarm', properties }],
    new MetricStore(),
    {
      ...{ clock, region: 'eu-west-1', accountId: '000000000000' },
      publish: async ({ message }) => {
        const minute = (clock.now() - start) / minuteMs;
        sent.push(`${minute}: ${JSON.parse(message).NewStateValue}`);
      },
    },
  );
  alarms.muteRules.put({
    ...{ name: 'night', description: undefined, expression: '', duration: 'PT4M' },
    ...{ start: start + minuteMs, end: start + 5 * minuteMs, expiresAt: undefined },
    ...{ alarmNames: ['page'], updatedAt: start },
  });
  /** What is sent when the alarm enters these states, each at the start of its minute. */
  return (states: Readonly<Record<number, AlarmState>>): readonly string[] => {
    for (let minute = 0; minute <= 8; minute += 1) {
      const state = states[minute];
      const alarm = alarms.find('page');
      if (state && alarm) alarms.setState(alarm, { state, reason: 'a test' });
      alarms.evaluate(clock.now());
      clock.advance(minuteMs);
    }
    return sent;
  };
}

it('tells before and after the window, and nothing of what came and went in it', () => {
  expect(startMuted()({ 0: 'OK', 2: 'ALARM', 4: 'OK', 6: 'ALARM' })).toEqual(['0: OK', '6: ALARM']);
});

it('tells at the end of the window what still lasts', () => {
  expect(startMuted()({ 0: 'OK', 2: 'ALARM' })).toEqual(['0: OK', '5: ALARM']);
  expect(startMuted()({ 0: 'ALARM', 2: 'OK' })).toEqual(['0: ALARM', '5: OK']);
});

it('tells at the end of the window nothing of a state that was there before it', () => {
  expect(startMuted()({ 0: 'ALARM', 2: 'OK', 3: 'ALARM' })).toEqual(['0: ALARM']);
});
