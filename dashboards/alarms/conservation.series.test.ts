import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { conservationAlarms } from './conservation.ts';

/** One figure of each run of the audit, five minutes apart. */
const runs = (...figures: readonly (number | '_')[]) =>
  figures.map((figure) => `${figure} _x4`).join(' ');
const times = <T>(count: number, value: T): T[] => Array(count).fill(value);
/** From `from` on by so many each run. */
const rising = (from: number, by: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + index * by);
const sure = (count: number) => runs(...times(count, 0));

proveOnSeries(conservationAlarms, {
  ConservationResidue: {
    fires: [
      'one of a thousand is lost, and then nothing comes',
      {
        accepted: runs(0, 500, ...times(10, 1000)),
        settled: runs(0, 500, ...times(10, 999)),
        uncertain: sure(12),
      },
      '26-',
    ],
    quiet: [
      'a thousand a period come, and are counted as settled a period later',
      {
        accepted: runs(...rising(0, 1000, 12), ...times(4, 11_000)),
        settled: runs(0, ...rising(0, 1000, 12), ...times(3, 11_000)),
        uncertain: sure(16),
      },
    ],
    clears: [
      'somebody writes it off',
      {
        accepted: runs(0, ...times(12, 1)),
        settled: runs(...times(8, 0), ...times(5, 1)),
        uncertain: sure(13),
      },
      '21-51',
    ],
    sparse: [
      'one webhook a day, which is settled in the next run',
      {
        accepted: runs(0, ...times(20, 1)),
        settled: runs(...times(2, 0), ...times(19, 1)),
        uncertain: sure(21),
      },
    ],
    atThreshold: [
      'two more were settled than accepted, and one of them is explained',
      {
        accepted: runs(...times(10, 5)),
        settled: runs(5, 5, ...times(8, 7)),
        uncertain: runs(...times(10, 1)),
      },
      '26-',
    ],
    oneShort: [
      'one more was settled than accepted, which is explained, and a drained queue’s figures differ',
      {
        accepted: runs(...times(12, 5_000)),
        settled: runs(...rising(0, 1_000, 5), ...times(7, 5_001)),
        uncertain: runs(...times(12, 1)),
        visible: `5000+-200x25 0x35`,
      },
    ],
  },
  AuditSilent: {
    fires: ['it stops', { AcceptedTotal: runs(...times(6, 7), ...times(6, '_' as const)) }, '46-'],
    quiet: [
      'two runs in a row fail, again and again',
      { AcceptedTotal: runs(...times(5, [7, '_', '_'] as const).flat()) },
    ],
    clears: [
      'it goes on after half an hour',
      { AcceptedTotal: runs(7, ...times(6, '_' as const), ...times(6, 7)) },
      '21-36',
    ],
    sparse: ['nothing is ever accepted', { AcceptedTotal: runs(...times(24, 0)) }],
    atThreshold: ['each run comes once', { AcceptedTotal: runs(...rising(0, 1, 12)) }],
    oneShort: [
      'two runs are missed',
      { AcceptedTotal: runs(...times(4, 7), '_', '_', ...times(4, 7)) },
    ],
  },
});
