import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { intakeQueueAlarms } from './intake-queue.ts';

const inFlight = 'ApproximateNumberOfMessagesNotVisible';

proveOnSeries(intakeQueueAlarms, {
  QueueAge: {
    fires: ['a backlog that grows', { QueueWait: '60*200x5 60*60000+30000x10' }, '13-'],
    quiet: [
      'a spike that is over within four minutes',
      { QueueWait: '60*200x5 60*300000x4 60*200x5' },
    ],
    clears: ['the backlog is worked off', { QueueWait: '60*300000x10 60*200x5' }, '5-11'],
    sparse: [
      'single webhooks, each late: two hours apart',
      { QueueWait: '300000 _x119 300000 _x119' },
    ],
    atThreshold: ['exactly 120 s', { QueueWait: '120000x10' }],
    oneShort: ['four of five minutes', { QueueWait: '120001x4 200 120001x4 200' }],
  },
  QueueStalled: {
    fires: [
      'webhooks wait, and none is taken',
      { visible: '0x5 10+10x10', received: '60x5 0x10' },
      '10-',
    ],
    quiet: ['a long backlog that is worked off', { visible: '9000+-100x60', received: '100x60' }],
    clears: ['somebody takes them again', { visible: '10x10 10x2', received: '0x10 5x2' }, '5-11'],
    sparse: ['one webhook, that nobody takes', { visible: '0x60 1x10', received: '0x70' }, '65-'],
    atThreshold: ['an empty queue at rest', { visible: '0x60', received: '0x60' }],
    oneShort: ['taken in the fifth minute', { visible: '1x4 0x5', received: '0x4 1 0x4' }],
  },
  DrainSlow: {
    fires: [
      '40 of 60 a minute are done',
      { visible: '20+20x60', sent: '60x60', deleted: '40x60' },
      '7-',
    ],
    quiet: [
      'a busy queue: as many wait as are done in a minute',
      { visible: '60x60', sent: '60x60', deleted: '60x60' },
    ],
    clears: [
      'a dead consumer, and then 3,000 are done in a minute',
      { visible: '60+60x10 0x10', sent: '60x20', deleted: '0x10 660 60x9' },
      '5-16',
    ],
    sparse: [
      'a webhook that is seen waiting just before it is taken, each time',
      { visible: '1 0x143 1 0x143', sent: '1 0x143 1 0x143', deleted: '0 1 0x142 0 1 0x142' },
    ],
    atThreshold: [
      'exactly 15 minutes to go',
      { visible: '600x20', sent: '60x20', deleted: '100x20' },
    ],
    oneShort: [
      'four of ten minutes',
      { visible: '500x4 0x6 500x4', sent: '60x14', deleted: '60x14' },
    ],
  },
  InFlightHigh: {
    fires: ['a destination that is slow under load', { [inFlight]: '50000+10000x10' }, '10-'],
    quiet: ['a busy stage', { [inFlight]: '5000x60' }],
    clears: ['it is fast again', { [inFlight]: '100000x10 500x5' }, '5-11'],
    sparse: ['one at a time', { [inFlight]: '1x60' }],
    atThreshold: ['exactly 96,000', { [inFlight]: '96000x5' }, '5-'],
    oneShort: ['95,999', { [inFlight]: '95999x30' }],
  },
  ConsumerDead: {
    fires: ['the mapping is disabled', { PolledEventCount: '60*1x10 _x20' }, '17-'],
    quiet: ['at rest: polls that find nothing', { PolledEventCount: '0x120' }],
    clears: ['it is enabled again', { PolledEventCount: '0x5 _x20 0x5' }, '12-26'],
    sparse: [
      'a poll each minute, a webhook every two hours',
      { PolledEventCount: '1 0x119 1 0x119' },
    ],
    atThreshold: ['one poll in five minutes', { PolledEventCount: '0 _x4 0 _x4 0 _x4' }],
    oneShort: [
      'a deployment in which nothing polls for six minutes',
      { PolledEventCount: '0x5 _x6 0x5' },
    ],
  },
  PartialFailures: {
    fires: ['one of ten comes back', { invoked: '100x10', failed: '10x10' }, '3-'],
    quiet: ['one of a hundred comes back', { invoked: '100x60', failed: '1x60' }],
    clears: ['it is over after ten minutes', { invoked: '100x20', failed: '10x10 0x10' }, '3-13'],
    sparse: ['each of them comes back, 19 a minute', { invoked: '19x60', failed: '19x60' }],
    atThreshold: ['exactly 5 %', { invoked: '100x30', failed: '5x30' }],
    oneShort: ['two of five minutes', { invoked: '100x12', failed: '10x2 0x3 10x2 0x5' }],
  },
});
