import type { Drill } from './drill.ts';
import { busy, manyFunctions, plain } from './setups.ts';

const senders = { perMinute: 25 } as const;

export const edgeDrills: readonly Drill[] = [
  {
    alarm: 'api-5xx',
    setup: manyFunctions,
    load: [{ perMinute: 30 }],
    inject: [{ fault: 'queue-down' }],
    mitigation: ['end'],
    clearSeconds: 240,
  },
  {
    alarm: 'api-4xx',
    setup: busy,
    load: [senders],
    inject: [{ load: { perMinute: 15, bad: 'unsigned' } }],
    mitigation: ['end'],
    clearSeconds: 120,
  },
  {
    alarm: 'api-latency',
    setup: manyFunctions,
    inject: [
      { fault: 'store-slow', seconds: 1.3 },
      { fault: 'queue-slow', seconds: 1.3 },
      { load: { perMinute: 30, bytes: 400_000 } },
    ],
    // Processing reads the bodies from the same slow store.
    siblings: ['partial-failures', 'drain-slow', 'processing-near-timeout'],
    mitigation: ['end'],
    clearSeconds: 240,
  },
  {
    alarm: 'signature-failures',
    of: 'github',
    setup: busy,
    inject: [{ load: { perMinute: 30, bad: 'wrong-secret' } }],
    mitigation: ['end'],
    clearSeconds: 120,
  },
  {
    alarm: 'payload-too-large',
    setup: plain,
    inject: [{ load: { perMinute: 1, bytes: 5_000_000 } }],
    mitigation: ['end'],
    clearSeconds: 1_080,
  },
];
