import { ageWaiting } from './age-waiting.ts';
import type { Drill } from './drill.ts';
import { busy, oneFunction, quickRetries } from './setups.ts';

const mapping = (change: string) =>
  `aws lambda update-event-source-mapping ${change} --uuid $(aws lambda list-event-source-mappings --function-name spillway-$SPILLWAY_STAGE-processing:live --query 'EventSourceMappings[0].UUID' --output text)`;

export const intakeQueueDrills: readonly Drill[] = [
  {
    alarm: 'queue-age',
    setup: oneFunction,
    load: [{ perMinute: 60 }],
    inject: [
      // Slower than the 3.3 s that a delivery may take here, it would be left alone, and nothing would wait.
      { fault: 'destination-slow', seconds: 2.5 },
      { wait: 300 },
      ageWaiting({ waitedSeconds: 150 }),
    ],
    mitigation: ['end'],
    clearSeconds: 600,
  },
  {
    alarm: 'queue-stalled',
    setup: busy,
    load: [{ perMinute: 2 }],
    inject: [{ run: mapping('--no-enabled') }],
    mitigation: [{ step: 'Switch the mapping on' }],
    clearSeconds: 240,
  },
  {
    alarm: 'drain-slow',
    setup: oneFunction,
    load: [{ perMinute: 40 }],
    inject: [{ fault: 'destination-slow', seconds: 3 }],
    mitigation: ['end'],
    clearSeconds: 900,
  },
  {
    alarm: 'consumer-dead',
    setup: busy,
    inject: [{ run: mapping('--no-enabled') }],
    mitigation: [{ step: 'Switch the mapping on' }],
    clearSeconds: 240,
  },
  {
    alarm: 'partial-failures',
    setup: quickRetries,
    load: [{ perMinute: 30 }],
    inject: [{ fault: 'destination-down', share: 0.3 }],
    mitigation: ['end'],
    clearSeconds: 360,
  },
];
