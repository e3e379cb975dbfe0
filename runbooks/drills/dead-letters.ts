import type { Drill } from './drill.ts';
import { plain } from './setups.ts';

export const deadLetterDrills: readonly Drill[] = [
  {
    alarm: 'dlq-not-empty',
    setup: plain,
    inject: [{ message: 'a drill, not an envelope', to: 'intake' }],
    mitigation: ['end', { step: 'Give up what can never succeed', fill: { REASON: 'drill' } }],
    clearSeconds: 240,
  },
];
