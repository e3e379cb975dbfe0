import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { reconciliationAlarms } from './reconciliation.ts';

const hour = 3_600_000;
/** A run every five minutes, each with these figures; `_` is one that publishes nothing. */
const runs = (...figures: readonly (number | '_')[]) =>
  figures.map((figure) => `${figure} _x4`).join(' ');
const times = <T>(count: number, value: T): T[] => Array(count).fill(value);
const silent = (count: number) => times(count, '_' as const);

proveOnSeries(reconciliationAlarms, {
  MissedDeliveries: {
    fires: ['40 are given up', { MissedDeliveries: runs(0, 40, ...times(4, 0)) }, '6-11'],
    quiet: ['nothing was given up', { MissedDeliveries: runs(...times(12, 0)) }],
    clears: ['one, and no further one', { MissedDeliveries: runs(0, 1, ...times(10, 0)) }, '6-11'],
    sparse: [
      'one of ten a day',
      { MissedDeliveries: runs(...times(28, 0), 1, ...times(28, 0)) },
      '141-146',
    ],
    atThreshold: ['one', { MissedDeliveries: runs(0, 1, ...times(4, 0)) }, '6-11'],
    oneShort: ['none', { MissedDeliveries: runs(...times(6, 0)) }],
  },
  DeliveredButAbsent: {
    fires: ['40 are nowhere', { DeliveredButAbsent: runs(0, 40, ...times(4, 0)) }, '6-11'],
    quiet: ['all are found', { DeliveredButAbsent: runs(...times(12, 0)) }],
    clears: [
      'one, and no further one',
      { DeliveredButAbsent: runs(0, 1, ...times(10, 0)) },
      '6-11',
    ],
    sparse: [
      'one of ten a day',
      { DeliveredButAbsent: runs(...times(28, 0), 1, ...times(28, 0)) },
      '141-146',
    ],
    atThreshold: ['one', { DeliveredButAbsent: runs(0, 1, ...times(4, 0)) }, '6-11'],
    oneShort: ['none', { DeliveredButAbsent: runs(...times(6, 0)) }],
  },
  DeliveryLogUnreadable: {
    fires: [
      'a token that ran out',
      { DeliveryLogUnreadable: runs(...times(2, 0), ...times(9, 1)) },
      '21-',
    ],
    quiet: [
      'two runs in a row fail, again and again',
      { DeliveryLogUnreadable: runs(...times(5, [0, 1, 1] as const).flat()) },
    ],
    clears: [
      'somebody stores another token',
      { DeliveryLogUnreadable: runs(...times(2, 0), ...times(6, 1), ...times(6, 0)) },
      '21-41',
    ],
    sparse: ['nothing ever comes', { DeliveryLogUnreadable: runs(...times(24, 0)) }],
    atThreshold: [
      'three runs in a row',
      { DeliveryLogUnreadable: runs(...times(2, 0), ...times(3, 1), ...times(4, 0)) },
      '21-26',
    ],
    oneShort: [
      'two runs in a row',
      { DeliveryLogUnreadable: runs(...times(2, 0), ...times(2, 1), ...times(4, 0)) },
    ],
  },
  ReconcilerSilent: {
    fires: ['it stops', { ReconciliationLag: runs(...times(6, 7), ...silent(6)) }, '46-'],
    quiet: [
      'a log of hours is read in many runs',
      { ReconciliationLag: runs(...[11, 10, 9, 8, 6, 4, 2, 0, 0, 0].map((h) => h * hour)) },
    ],
    clears: [
      'it catches up with half a day',
      { ReconciliationLag: runs(0, ...times(6, 13 * hour), ...times(6, 0)) },
      '21-36',
    ],
    sparse: ['nothing ever comes', { ReconciliationLag: runs(...times(24, 0)) }],
    atThreshold: ['exactly 12 hours', { ReconciliationLag: runs(...times(12, 12 * hour)) }],
    oneShort: [
      'two runs are missed',
      { ReconciliationLag: runs(...times(4, 7), '_', '_', ...times(4, 7)) },
    ],
  },
});
