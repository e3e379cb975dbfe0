import type { Drill } from './drill.ts';
import { fewAttempts, plain, shortRetention } from './setups.ts';

const sendAgain = { step: 'Send the dead letters again' } as const;

export const deadLetterDrills: readonly Drill[] = [
  {
    alarm: 'dlq-not-empty',
    setup: plain,
    inject: [{ message: 'a drill, not an envelope', to: 'intake' }],
    mitigation: ['end', { step: 'Give up what can never succeed', fill: { REASON: 'drill' } }],
    // Those of another fault are healthy.
    asSibling: ['end', sendAgain],
    clearSeconds: 240,
  },
  {
    alarm: 'dlq-growing',
    setup: plain,
    inject: [{ fault: 'destination-down', status: 410 }, { load: { perMinute: 5 } }],
    mitigation: ['end', sendAgain],
    clearSeconds: 1_080,
  },
  {
    alarm: 'dlq-age',
    setup: shortRetention,
    inject: [
      { fault: 'destination-down', status: 410 },
      { run: 'npx spillway send' },
      { jump: 64_800 },
    ],
    mitigation: ['end', sendAgain],
    clearSeconds: 300,
  },
  {
    alarm: 'final-attempt-failed',
    setup: fewAttempts,
    inject: [{ fault: 'destination-down' }, { load: { perMinute: 10 } }],
    mitigation: ['end', sendAgain],
    clearSeconds: 240,
  },
];
