import type { Proof } from '../../test/factories/time-machine/proof.ts';
import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { functionAlarms } from './functions.ts';

const errors: Proof = {
  fires: ['one of ten crashes', { invocations: '60*1x10', errors: '6*1&54*0x10' }, '2-'],
  quiet: ['one of a hundred crashes', { invocations: '600*1x60', errors: '6*1&594*0x60' }],
  clears: ['it is over', { invocations: '60*1x20', errors: '6*1&54*0x10 60*0x10' }, '2-12'],
  sparse: [
    'each of ten a day crashes',
    { invocations: '1 _x143 1 _x143', errors: '1 _x143 1 _x143' },
  ],
  atThreshold: ['exactly 5 %', { invocations: '60*1x30', errors: '3*1&57*0x30' }],
  oneShort: ['two crashes a minute, of two', { invocations: '2*1x30', errors: '2*1x30' }],
};

const throttles: Proof = {
  fires: ['refusals each minute', { Throttles: '5*1x10' }, '5-'],
  quiet: ['a burst of refusals, and none after', { Throttles: '500*1x2 60*0x60' }],
  clears: ['it is over', { Throttles: '5*1x10 60*0x5' }, '5-11'],
  sparse: ['a refusal every hour', { Throttles: '1 _x59 1 _x59' }],
  atThreshold: ['one in each minute', { Throttles: '1x5' }, '5-'],
  oneShort: ['in four minutes of five', { Throttles: '1x4 0 1x4 0' }],
};

/** @param limitMs at which the alarm fires if it is passed */
const nearTimeout = (limitMs: number): Proof => ({
  fires: ['one that takes too long each minute', { Duration: `59*80&1*${limitMs + 100}x10` }, '2-'],
  quiet: ['one that takes half as long', { Duration: `59*80&1*${limitMs / 2}x60` }],
  clears: ['it is over', { Duration: `${limitMs + 100}x10 80x5` }, '2-12'],
  sparse: ['a slow one each hour', { Duration: `${limitMs + 100} _x59 ${limitMs + 100} _x59` }],
  atThreshold: ['exactly 95 % of the timeout', { Duration: `${limitMs}x30` }],
  oneShort: ['one of three minutes', { Duration: `${limitMs + 100} 80x2 ${limitMs + 100} 80x2` }],
});

proveOnSeries(functionAlarms, {
  IngestionErrors: errors,
  ProcessingErrors: errors,
  IngestionThrottles: throttles,
  ProcessingThrottles: {
    ...throttles,
    sparse: ['one webhook, which Lambda tries again and again', { Throttles: '6*1x10' }, '5-'],
  },
  IngestionNearTimeout: nearTimeout(9_500),
  ProcessingNearTimeout: nearTimeout(28_500),
  ConcurrencyClaimed: {
    fires: ['another function takes all', { ClaimedAccountConcurrency: '950x15' }, '10-'],
    quiet: ['a spike of five minutes', { ClaimedAccountConcurrency: '100x5 1000x5 100x50' }],
    clears: ['it is over', { ClaimedAccountConcurrency: '950x15 100x5' }, '10-16'],
    sparse: ['next to nothing runs', { ClaimedAccountConcurrency: '1 _x59 1 _x59' }],
    atThreshold: ['exactly 90 %', { ClaimedAccountConcurrency: '900x30' }],
    oneShort: ['nine minutes of ten', { ClaimedAccountConcurrency: '950x9 900 950x9' }],
  },
  TelemetryBroken: {
    fires: ['one metric that can’t be read', { e0: '_x5 1 _x30' }, '6-21'],
    quiet: ['no errors', { e0: '_x60' }],
    clears: ['a version that is rolled back', { e0: '10x10 _x30' }, '1-25'],
    sparse: ['the only webhook of hours', { e1: '_x240 1 _x60' }, '241-256'],
    atThreshold: ['a zero is none', { e0: '0x10' }],
    oneShort: ['lines that can be read publish nothing', { e1: '_x10' }],
  },
});
