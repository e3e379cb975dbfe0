import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { edgeAlarms } from './edge.ts';

proveOnSeries(edgeAlarms, {
  Api5xx: {
    fires: ['one of ten requests fails', { requests: '60*1x10', failed: '6*1x10' }, '3-'],
    quiet: ['one of a hundred fails', { requests: '600*1x60', failed: '6*1x60' }],
    clears: ['it is over', { requests: '60*1x20', failed: '6*1x10 _x10' }, '3-11'],
    sparse: [
      'each of ten requests a day fails',
      { requests: '1 _x143 1 _x143', failed: '1 _x143 1 _x143' },
    ],
    atThreshold: ['exactly 5 %', { requests: '60*1x30', failed: '3*1x30' }],
    oneShort: [
      'two minutes of three',
      { requests: '60*1x9', failed: '60*1x2 _ 60*1x2 _ 60*1x2 _' },
    ],
  },
  Api4xx: {
    fires: ['a sender has a wrong secret', { requests: '60*1x10', refused: '30*1&30*0x10' }, '5-'],
    quiet: ['strangers knock now and then', { requests: '60*1x60', refused: '2*1&58*0x60' }],
    clears: ['it is over', { requests: '60*1x20', refused: '30*1&30*0x10 60*0x10' }, '5-11'],
    sparse: ['a stranger each hour', { requests: '1 _x59 1 _x59', refused: '1 _x59 1 _x59' }],
    atThreshold: ['exactly 5 %', { requests: '60*1x30', refused: '3*1&57*0x30' }],
    oneShort: ['four minutes of five', { requests: '60*1x10', refused: '60*1x4 60*0 60*1x4 60*0' }],
  },
  ApiLatency: {
    fires: ['one of five takes 3 s', { requests: '60*1x10', p90: '48*20&12*3000x10' }, '5-'],
    quiet: ['one of twenty does: cold starts', { requests: '60*1x60', p90: '57*20&3*4000x60' }],
    clears: ['it is over', { requests: '60*1x20', p90: '48*20&12*3000x10 60*20x10' }, '5-11'],
    sparse: [
      'each of ten a day is a cold start',
      { requests: '1 _x143 1 _x143', p90: '3000 _x143 3000 _x143' },
    ],
    atThreshold: ['exactly 2.5 s', { requests: '60*1x30', p90: '60*2500x30' }],
    oneShort: ['19 requests a minute', { requests: '19*1x30', p90: '19*9000x30' }],
  },
  SignatureFailures: {
    fires: ['a secret that differs', { refused: '30*1x10' }, '5-'],
    quiet: ['a stranger among the real ones', { refused: '10*1x60', accepted: '60*1x60' }],
    clears: [
      'the secret is put right',
      { refused: '30*1x10 _x10', accepted: '_x10 30*1x10' },
      '5-11',
    ],
    sparse: ['four refused a minute, none accepted', { refused: '4*1x60' }],
    atThreshold: ['exactly half', { refused: '10*1x30', accepted: '10*1x30' }],
    oneShort: ['four minutes of five', { refused: '30*1x4 _ 30*1x4 _', accepted: '30*1x10' }],
  },
  PayloadTooLarge: {
    fires: ['a sender tries a large one again and again', { refused: '1 _ 1 _ 1 _ 1' }, '5-'],
    quiet: ['one that is too large', { refused: '1 _x60' }],
    clears: ['three within a minute, once', { refused: '3*1 _x30' }, '1-16'],
    sparse: ['one each hour', { refused: '1 _x59 1 _x59 1 _x59' }],
    atThreshold: ['three within 15 minutes', { refused: '1 _x6 1 _x6 1 _x15' }, '15-16'],
    oneShort: ['two within 15 minutes, the third later', { refused: '1 _x13 1 _ 1 _x15' }],
  },
});
