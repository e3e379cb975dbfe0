import { proveOnSeries } from '../../test/factories/time-machine/prove-on-series.ts';
import { deadLetterAlarms } from './dead-letters.ts';

const visible = 'ApproximateNumberOfMessagesVisible';
const age = 'ApproximateAgeOfOldestMessage';

proveOnSeries(deadLetterAlarms, {
  DlqNotEmpty: {
    fires: ['one letter, and it stays', { [visible]: '0x5 1x20' }, '6-'],
    quiet: ['an empty queue', { [visible]: '0x60' }],
    clears: ['a letter that is redriven after 10 minutes', { [visible]: '0x5 1x10 0x5' }, '6-16'],
    sparse: [
      'a queue that was asleep and reports 15 minutes late',
      { [visible]: '0x5 _x375 1x5' },
      '381-',
    ],
    atThreshold: ['exactly one letter, for a single minute', { [visible]: '0 1 0' }, '2-3'],
    oneShort: ['a queue that falls asleep empty', { [visible]: '0x5 _x60' }],
  },
  DlqGrowing: {
    fires: ['a letter each minute, while one is there already', { letters: '_x5 1x15' }, '15-'],
    quiet: ['a letter every two minutes', { letters: '1 _ 1 _ 1 _ 1 _ 1 _ 1 _ 1 _ 1 _' }],
    clears: ['ten at once: 15 minutes later they are no news', { letters: '_x5 10 _x30' }, '6-21'],
    sparse: ['the ten webhooks of a day, all of them dead', { letters: '1 _x143 1 _x143' }],
    atThreshold: [
      'ten in 15 minutes, of which SQS moved five after a receive that ended in nothing',
      { letters: '3 _x13 2 _x15', begun: '6*1 _x29', ended: '1 _x29' },
      '15-16',
    ],
    oneShort: [
      'nine in 15 minutes, each of them sent at its last receive',
      { letters: '5 _x13 4 _x15', begun: '5*1 _x13 4*1 _x15', ended: '5*1 _x13 4*1 _x15' },
    ],
  },
  DlqAge: {
    fires: ['a letter that nobody looks at', { [age]: '647700+60x30' }, '9-'],
    quiet: ['a letter of a day', { [age]: '86400+60x60' }],
    clears: ['it is redriven', { [age]: '648060+60x10 0x5' }, '3-11'],
    sparse: [
      'the only letter of a week: the queue is awake while it holds one',
      { [age]: '648060x5' },
      '3-',
    ],
    atThreshold: ['exactly 7.5 days', { [age]: '648000x10' }],
    oneShort: ['it is redriven in the third minute', { [age]: '648060x2 0x5' }],
  },
  FinalAttemptFailed: {
    fires: ['the last attempt of one webhook', { FinalAttemptFailed: '_x5 1 _x5' }, '6-9'],
    quiet: ['no last attempt', { FinalAttemptFailed: '_x60' }],
    clears: ['one a minute for ten minutes', { FinalAttemptFailed: '_x5 1x10 _x10' }, '6-18'],
    sparse: ['the only webhook of hours', { FinalAttemptFailed: '_x240 1 _x240' }, '241-244'],
    atThreshold: ['a zero is none', { FinalAttemptFailed: '0x10' }],
    oneShort: ['attempts that are not the last publish nothing', { FinalAttemptFailed: '_x10' }],
  },
});
