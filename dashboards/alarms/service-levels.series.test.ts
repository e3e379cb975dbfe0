import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { burnAlarms } from './service-levels.ts';

const hours = 60;
const day = 24 * hours;
/** One of so many requests fails, and after `from` minutes none. */
const oneOf = (requests: number, minutes: number, until = minutes) => ({
  requests: `${requests}*1x${minutes}`,
  failed: `1x${until}${minutes > until ? ` _x${minutes - until}` : ''}`,
});
/** A sender that is told of a failure sends again. */
const threeTries = (apart: number) => {
  const series = `1 _x${apart - 1} 1 _x${apart - 1} 1 _x400`;
  return { requests: series, failed: series };
};

proveOnSeries(burnAlarms, {
  AvailabilityBurnFast: {
    fires: [
      'everything fails, after a good hour',
      { requests: '60*1x80', failed: '_x60 60*1x20' },
      '61-',
    ],
    quiet: ['one of a hundred fails, for half a day', oneOf(100, 12 * hours)],
    clears: [
      'everything fails for five minutes',
      { requests: '60*1x120', failed: '_x60 60*1x5 _x55' },
      '61-70',
    ],
    sparse: ['one of ten a day, tried three times within 5 minutes', threeTries(2), '5-6'],
    atThreshold: [
      'exactly 14.4 times as many as the aim allows',
      { requests: '10000*1x90', failed: '144*1x90' },
    ],
    oneShort: ['two failures', { requests: '2*1 _x60', failed: '2*1 _x60' }],
  },
  AvailabilityBurnSlow: {
    fires: ['one of a hundred fails', oneOf(100, 6 * hours), '3-'],
    quiet: ['one of two hundred fails', oneOf(200, 8 * hours)],
    clears: ['one of a hundred fails, for two hours', oneOf(100, 5 * hours, 2 * hours), '3-132'],
    sparse: ['one of ten a day, tried three times within half an hour', threeTries(10), '21-31'],
    atThreshold: [
      'exactly 6 times as many as the aim allows',
      { requests: '1000*1x400', failed: '6*1x400' },
    ],
    oneShort: ['two failures', { requests: '2*1 _x60', failed: '2*1 _x60' }],
  },
  AvailabilityBurnDrip: {
    fires: ['one of five hundred fails', oneOf(500, 6 * hours), '3-'],
    quiet: ['one of two thousand fails', oneOf(2_000, day)],
    clears: ['one of ten fails, for half an hour', oneOf(10, 9 * hours, 30), '3-387'],
    sparse: ['one of ten a day, tried three times within 6 hours', threeTries(120), '241-361'],
    atThreshold: ['exactly as many as the aim allows', oneOf(1_000, 10 * hours)],
    oneShort: ['two failures', { requests: '2*1 _x60', failed: '2*1 _x60' }],
  },
  FreshnessBurn: {
    fires: [
      'all wait for a minute, after a good hour',
      { QueueWait: '60*200x60 60*60000x20' },
      '64-',
    ],
    quiet: ['one of a hundred waits', { QueueWait: '99*200&1*60000x400' }],
    clears: [
      'all wait for ten minutes',
      { QueueWait: '60*200x60 60*60000x10 60*200x120' },
      '64-99',
    ],
    sparse: [
      'three of ten a day, which wait for a minute within half an hour',
      { QueueWait: '60000 _x9 60000 _x9 60000 _x60' },
      '21-31',
    ],
    atThreshold: ['all wait exactly 30 s', { QueueWait: '60*30000x120' }],
    oneShort: ['two webhooks wait', { QueueWait: '2*60000 _x60' }],
  },
});
