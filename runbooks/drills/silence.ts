import type { Drill, Setup } from './drill.ts';
import { configFile } from './setups.ts';

const withCadence: Setup = {
  name: 'a cadence',
  configFile: configFile('cadence'),
  clockFactor: 20,
};

export const silenceDrills: readonly Drill[] = [
  {
    alarm: 'source-silent',
    of: 'github',
    setup: withCadence,
    before: [{ run: 'npx spillway send' }],
    inject: [{ run: 'npx spillway send' }, { jump: 3_960 }],
    mitigation: [{ run: 'npx spillway send' }],
    clearSeconds: 600,
  },
];
