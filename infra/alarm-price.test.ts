import { expect, it } from 'vitest';
import { alarmPrice, describeAlarmPrice } from './alarm-price.ts';

const stat = (Id: string) => ({ Id, MetricStat: { Stat: 'Sum' } });
const template = {
  Resources: {
    Plain: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
    Math: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ Id: 'share', Expression: 'a / b' }, stat('a'), stat('b')] },
    },
    Both: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: {} },
    Queue: { Type: 'AWS::SQS::Queue' },
  },
};

it('charges each metric that an alarm looks at, not its expression, and each composite alarm', () => {
  const { usdPerMonth, ...counts } = alarmPrice(template);
  expect(counts).toEqual({ alarms: 2, composites: 1, metrics: 3 });
  expect(usdPerMonth).toBeCloseTo(0.8);
});

it('is said in a line', () => {
  expect(describeAlarmPrice('prod', template)).toBe(
    'Alarms of stage prod: 2 on 3 metrics and 1 composite ones, about $0.80 a month at list prices.',
  );
});
