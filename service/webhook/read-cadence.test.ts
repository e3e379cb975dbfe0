import { expect, it } from 'vitest';
import { type ExpectEvery, longestSilenceMs } from './cadence.ts';
import { readCadence } from './read-cadence.ts';

const minuteMs = 60_000;
const working = { within: '1 h', days: 'Mon-Fri', hours: '08-20', timeZone: 'Europe/Berlin' };

it.each<[Exclude<ExpectEvery, false>, minutes: number]>([
  ['10 min', 15],
  ['30m', 35],
  ['1 h', 66],
  ['1.5 h', 99],
  ['8 h', 528],
  ['72 h', 4752],
  ['60 d', 95_040],
  [working, 66],
  [{ within: '12 h', hours: '08-20' }, 720],
  [{ within: '2 d', days: 'Sat-Sun' }, 2880],
  [{ within: '1 d', days: 'Fri-Mon,Wed' }, 1440],
])(
  'allows of %j a silence of %i minutes: a tenth more, as far as there is expected time',
  (value, minutes) => {
    const cadence = readCadence(value);
    if ('problem' in cadence) throw new Error(cadence.problem);
    expect(longestSilenceMs(cadence) / minuteMs).toBeCloseTo(minutes);
  },
);

it('reads days, hours and their zone', () => {
  expect(readCadence(working)).toEqual({
    withinMs: 60 * minuteMs,
    text: '1 h Mon-Fri 08-20 Europe/Berlin',
    times: { days: [1, 2, 3, 4, 5], from: 480, until: 1200, timeZone: 'Europe/Berlin' },
  });
  expect(readCadence({ within: '1 h', days: 'Sat-Mon', hours: '22:30-06' })).toMatchObject({
    times: { days: [0, 1, 6], from: 1350, until: 1800, timeZone: 'UTC' },
  });
  expect(readCadence({ within: '2 d', timeZone: 'Asia/Tokyo' })).not.toHaveProperty('times');
});

it.each<[Exclude<ExpectEvery, false>, field: string | undefined, why: RegExp]>([
  ['', undefined, /'10 min' to '60 d'/],
  ['1', undefined, /'10 min' to '60 d'/],
  ['5 min', undefined, /'10 min' to '60 d'/],
  ['61 d', undefined, /'10 min' to '60 d'/],
  ['-1 h', undefined, /'10 min' to '60 d'/],
  ['1 week', undefined, /'10 min' to '60 d'/],
  ['1 hm', undefined, /'10 min' to '60 d'/],
  [{ within: 'soon' }, 'within', /such as '1 h'/],
  [{ ...working, days: 'Mon-Fry' }, 'days', /'Mon-Fri' or 'Mon,Thu'/],
  [{ ...working, days: 'Mon-Wed-Fri' }, 'days', /'Mon-Fri' or 'Mon,Thu'/],
  [{ ...working, days: '' }, 'days', /'Mon-Fri' or 'Mon,Thu'/],
  [{ ...working, hours: '8-20' }, 'hours', /'08-20', '08:30-17:15' or '22-06'/],
  [{ ...working, hours: '08-25' }, 'hours', /'08-20'/],
  [{ ...working, hours: '08:60-20' }, 'hours', /'08-20'/],
  [{ ...working, hours: '08-08' }, 'hours', /'08-20'/],
  [{ ...working, hours: '24-08' }, 'hours', /'08-20'/],
  [{ ...working, timeZone: 'Europe/Bonn' }, 'timeZone', /'Europe\/Berlin'/],
  [{ ...working, within: '13 h' }, 'within', /must be 12 h at most/],
  [{ within: '25 h', days: 'Mon,Wed-Thu' }, 'within', /must be 24 h at most/],
])('refuses %j and says why', (value, field, why) => {
  const found = readCadence(value);
  if (!('problem' in found)) throw new Error(`It was read: ${JSON.stringify(found)}`);
  expect(found.field).toBe(field);
  expect(found.problem).toMatch(why);
});
