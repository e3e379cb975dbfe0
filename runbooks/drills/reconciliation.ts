import type { Drill, Setup } from './drill.ts';
import { configFile } from './setups.ts';

const withLog: Setup = { name: 'a delivery log', configFile: configFile('delivery-log') };

export const reconciliationDrills: readonly Drill[] = [
  {
    alarm: 'reconciler-silent',
    of: 'github',
    setup: withLog,
    inject: [{ fault: 'schedules-stopped' }],
    detectSeconds: 1_500,
    siblings: ['audit-silent'],
    mitigation: ['end'],
    clearSeconds: 900,
  },
];
