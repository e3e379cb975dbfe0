import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { destinationAlarms } from './destinations.ts';

const minute = 60_000;

proveOnSeries(destinationAlarms, {
  DestinationResting: {
    fires: ['an outage of half an hour', { age: `0+${minute}x30` }, '17-'],
    quiet: ['a restart of five minutes', { age: `0+${minute}x5 _x30` }],
    clears: ['the last one arrives after 20 minutes', { age: `0+${minute}x20 _x30` }, '17-35'],
    sparse: [
      'one webhook, that comes back every ten minutes',
      { age: '0 _x9 600000 _x9 1200000 _x30' },
      '21-36',
    ],
    atThreshold: ['exactly 15 minutes', { age: '900000 _x20' }],
    oneShort: ['a webhook that came back after 15 minutes', { age: `0+${minute}x16 _x20` }],
  },
  ParkedGrowing: {
    fires: ['an outage of an hour', { age: `0+${minute}x60` }, '32-'],
    quiet: ['an outage of half an hour', { age: `0+${minute}x30 _x30` }],
    clears: ['the last one arrives after 40 minutes', { age: `0+${minute}x40 _x30` }, '32-55'],
    sparse: [
      'one webhook, that comes back every ten minutes',
      { age: '0 _x9 600000 _x9 1200000 _x9 1800060 _x30' },
      '31-46',
    ],
    atThreshold: ['exactly 30 minutes', { age: '1800000 _x20' }],
    oneShort: ['a webhook that came back after 30 minutes', { age: `0+${minute}x31 _x20` }],
  },
  DestinationFailing: {
    fires: ['six of ten fail', { tried: '60*50x10', failed: '36*1x10' }, '3-'],
    quiet: ['one of ten fails', { tried: '60*50x60', failed: '6*1x60' }],
    clears: ['it recovers', { tried: '60*50x20', failed: '36*1x10 _x10' }, '3-13'],
    sparse: [
      'each attempt fails, of ten a day',
      { tried: '50 _x143 50 _x143', failed: '1 _x143 1 _x143' },
    ],
    atThreshold: ['exactly half', { tried: '60*50x30', failed: '30*1x30' }],
    oneShort: ['19 attempts a minute', { tried: '19*50x30', failed: '19*1x30' }],
  },
});
