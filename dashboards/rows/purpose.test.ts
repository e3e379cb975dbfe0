import { App, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import type { Watched } from '../watched.ts';
import { purposeRow } from './purpose.ts';

const watched = { stage: 'dev', region: 'eu-west-1', runbookBaseUrl: 'https://x' } as Watched;

it.each([
  [99, [99]],
  [100, [100]],
  [101, [100, 1]],
  [230, [100, 100, 30]],
])('shows %d alarms in grids of %j, since CloudWatch takes 100 in one', (count, sizes) => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const arn = (index: number) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a${index}`;
  const alarms = Array.from({ length: count }, (_, index) =>
    Alarm.fromAlarmArn(stack, `A${index}`, arn(index)),
  );
  const grids = purposeRow(watched, alarms)
    .flat()
    .filter((widget) => widget instanceof AlarmStatusWidget)
    .flatMap((widget) => widget.toJson())
    .map(({ properties }) => properties.alarms);
  expect(grids.map((grid) => grid.length)).toEqual(sizes);
  expect(grids.flat()).toEqual(alarms.map(({ alarmArn }) => alarmArn));
});
