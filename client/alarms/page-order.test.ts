import { expect, it } from 'vitest';
import type { AlarmText } from '../../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { alarms } from '../../dashboards/alarms/catalogue.ts';
import { readPageOrder } from './page-order.ts';

it('has each alarm that wakes someone, once', async () => {
  const texts: Readonly<Record<string, AlarmText>> = alarms;
  const waking = Object.entries(texts)
    .filter(([, { severity }]) => severity === 'P')
    .map(([id]) => alarmSlug(id));
  const order = await readPageOrder();
  expect(order.toSorted()).toEqual(waking.toSorted());
});
