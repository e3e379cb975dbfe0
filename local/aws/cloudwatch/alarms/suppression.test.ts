import { expect, it } from 'vitest';
import { createManualClock } from '../manual-clock.ts';
import { MetricStore } from '../metrics/metric-store.ts';
import type { AlarmResource } from './alarm-definition.ts';
import type { AlarmState } from './alarm-state.ts';
import { Alarms } from './alarms.ts';

const topic = 'arn:aws:sns:eu-west-1:000000000000:alarms';

function alarmOfMetric(name: string): AlarmResource {
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      ...{ AlarmName: name, Namespace: 'N', MetricName: name, Statistic: 'Sum', Period: 60 },
      ...{ EvaluationPeriods: 1, Threshold: 1, TreatMissingData: 'ignore' },
      ComparisonOperator: 'GreaterThanThreshold',
    },
  };
}

/** A composite alarm of `part`, whose actions `maintenance` suppresses. Both periods are in seconds. */
function startAlarms({ wait = 0, extension = 0 }) {
  const clock = createManualClock();
  const sent: AlarmState[] = [];
  const page = {
    ...{ AlarmName: 'page', AlarmRule: 'ALARM(part)', ActionsSuppressor: 'maintenance' },
    ...{ ActionsSuppressorWaitPeriod: wait, ActionsSuppressorExtensionPeriod: extension },
    ...{ AlarmActions: [topic], OKActions: [topic] },
  };
  const alarms = new Alarms(
    [
      alarmOfMetric('part'),
      alarmOfMetric('maintenance'),
      { logicalId: 'page', type: 'AWS::CloudWatch::CompositeAlarm', properties: page },
    ],
    new MetricStore(),
    {
      ...{ clock, region: 'eu-west-1', accountId: '000000000000' },
      publish: async ({ message }) => {
        sent.push(JSON.parse(message).NewStateValue);
      },
    },
  );
  const set = (name: string, state: AlarmState) => {
    const alarm = alarms.find(name);
    if (alarm) alarms.setState(alarm, { state, reason: 'a test' });
  };
  set('part', 'OK');
  set('maintenance', 'OK');
  pass(0);

  /** Lets these seconds pass, and gives what was sent since the last time. */
  function pass(seconds: number): readonly AlarmState[] {
    for (let passed = 0; passed <= seconds; passed += 10) {
      if (passed > 0) clock.advance(10_000);
      alarms.evaluate(clock.now());
    }
    return sent.splice(0);
  }
  return { set, pass };
}

it('acts at once without a wait period', () => {
  const { set, pass } = startAlarms({});
  set('part', 'ALARM');
  expect(pass(0)).toEqual(['ALARM']);
});

it('acts when the wait period is over and the suppressor did not fire', () => {
  const { set, pass } = startAlarms({ wait: 60 });
  set('part', 'ALARM');
  expect(pass(50)).toEqual([]);
  expect(pass(10)).toEqual(['ALARM']);
  expect(pass(600)).toEqual([]);
});

it('waits anew after each change, and acts for the state at the end', () => {
  const { set, pass } = startAlarms({ wait: 60 });
  set('part', 'ALARM');
  pass(50);
  set('part', 'OK');
  pass(50);
  set('part', 'ALARM');
  expect(pass(50)).toEqual([]);
  expect(pass(10)).toEqual(['ALARM']);
});

it('does not act where the suppressor fires within the wait period', () => {
  const { set, pass } = startAlarms({ wait: 60, extension: 60 });
  set('part', 'ALARM');
  pass(30);
  set('maintenance', 'ALARM');
  expect(pass(3600)).toEqual([]);
});

it('acts when the extension period is over, if it is still in ALARM', () => {
  const { set, pass } = startAlarms({ wait: 60, extension: 120 });
  set('maintenance', 'ALARM');
  set('part', 'ALARM');
  pass(600);
  set('maintenance', 'OK');
  expect(pass(110)).toEqual([]);
  expect(pass(10)).toEqual(['ALARM']);
});

it('starts a wait period with a change within the extension period', () => {
  const { set, pass } = startAlarms({ wait: 60, extension: 120 });
  set('maintenance', 'ALARM');
  set('part', 'ALARM');
  pass(600);
  set('maintenance', 'OK');
  pass(100);
  set('part', 'OK');
  expect(pass(50)).toEqual([]);
  expect(pass(10)).toEqual(['OK']);
});

it('does not act again for a state that it acted for before', () => {
  const { set, pass } = startAlarms({ extension: 60 });
  set('part', 'ALARM');
  expect(pass(0)).toEqual(['ALARM']);
  set('maintenance', 'ALARM');
  pass(600);
  set('maintenance', 'OK');
  expect(pass(600)).toEqual([]);
});
