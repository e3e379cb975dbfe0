import type { Drill } from './drill.ts';
import { almostReal, plain } from './setups.ts';

export const conservationDrills: readonly Drill[] = [
  {
    alarm: 'conservation-residue',
    setup: almostReal,
    // Until its first rest the audit's totals still adjust themselves.
    before: [{ run: 'npx spillway send' }, { jump: 900 }],
    inject: [{ fault: 'queue-loses' }, { run: 'npx spillway send --count 3 --no-wait' }],
    detectSeconds: 1_500,
    mitigation: [
      'end',
      { step: 'Write the residue off', fill: { 'WHAT BECAME OF THEM': 'a drill lost them' } },
    ],
    clearSeconds: 1_200,
  },
  {
    alarm: 'audit-silent',
    setup: plain,
    inject: [{ fault: 'schedules-stopped' }],
    detectSeconds: 1_500,
    mitigation: ['end'],
    clearSeconds: 900,
  },
];
