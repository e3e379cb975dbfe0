import { ageWaiting } from './age-waiting.ts';
import type { Drill } from './drill.ts';
import { busy, oneFunction, plain } from './setups.ts';

const senders = { perMinute: 30 } as const;

export const serviceLevelDrills: readonly Drill[] = [
  {
    alarm: 'availability-burn-fast',
    setup: busy,
    inject: [{ fault: 'queue-down' }, { load: senders }],
    mitigation: ['end'],
    clearSeconds: 480,
  },
  {
    alarm: 'availability-burn-slow',
    setup: busy,
    inject: [{ fault: 'queue-down', share: 0.3 }, { load: senders }],
    mitigation: ['end'],
    clearSeconds: 2_000,
  },
  {
    alarm: 'availability-burn-drip',
    setup: busy,
    inject: [{ fault: 'queue-down' }, { load: senders }],
    mitigation: ['end'],
    clearSeconds: 22_000,
  },
  {
    alarm: 'freshness-burn',
    setup: oneFunction,
    load: [{ perMinute: 40 }],
    inject: [
      { fault: 'destination-slow', seconds: 3 },
      { wait: 120 },
      ageWaiting({ waitedSeconds: 40 }),
    ],
    mitigation: ['end'],
    clearSeconds: 2_000,
  },
  {
    alarm: 'pipeline-degraded',
    setup: plain,
    inject: [{ fault: 'destination-down', status: 410 }, { load: { perMinute: 2 } }],
    detectSeconds: 240,
    siblings: ['dlq-not-empty'],
    mitigation: ['end', { run: 'npx spillway dlq redrive' }],
    clearSeconds: 300,
  },
];
