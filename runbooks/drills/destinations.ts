import { ageWaiting } from './age-waiting.ts';
import type { Drill } from './drill.ts';
import { quickRest, quickRetries } from './setups.ts';

const minutes = 60;

export const destinationDrills: readonly Drill[] = [
  {
    alarm: 'destination-failing',
    of: 'app',
    setup: quickRetries,
    load: [{ perMinute: 15 }],
    inject: [{ fault: 'destination-down', share: 0.75 }],
    mitigation: ['end'],
    clearSeconds: 360,
  },
  {
    alarm: 'destination-resting',
    setup: quickRest,
    load: [{ perMinute: 1 }],
    inject: [{ fault: 'destination-down' }, ageWaiting({ parkedSeconds: 16 * minutes })],
    mitigation: ['end'],
    clearSeconds: 1_200,
  },
  {
    alarm: 'parked-growing',
    setup: quickRest,
    load: [{ perMinute: 1 }],
    inject: [{ fault: 'destination-down' }, ageWaiting({ parkedSeconds: 31 * minutes })],
    mitigation: ['end'],
    clearSeconds: 1_200,
  },
];
