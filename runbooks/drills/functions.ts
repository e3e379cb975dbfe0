import type { Drill, Setup } from './drill.ts';
import { busy, configFile, manyFunctions, shortTimeout } from './setups.ts';

const printsBrokenMetrics: Setup = {
  name: 'code that prints a broken line',
  configFile: configFile('prints-broken-metrics'),
};

const senders = { perMinute: 20 } as const;
const concurrency = (action: string, name: string) =>
  `aws lambda ${action}-function-concurrency --function-name spillway-$SPILLWAY_STAGE-${name}`;

export const functionDrills: readonly Drill[] = [
  {
    alarm: 'ingestion-errors',
    setup: busy,
    load: [senders],
    inject: [{ fault: 'ingestion-killed', share: 0.3 }],
    mitigation: ['end'],
    clearSeconds: 240,
  },
  {
    alarm: 'ingestion-errors',
    variant: 'rollback',
    setup: busy,
    load: [senders],
    inject: [
      {
        says: 'a version is deployed that can’t start',
        async call({ publish }) {
          await publish?.('ingestion', { handler: 'absent.handler' });
        },
      },
    ],
    mitigation: [{ step: 'Roll back' }],
    clearSeconds: 240,
    onlyHere: 'a version that can’t start is deployed',
  },
  {
    alarm: 'processing-errors',
    setup: busy,
    load: [{ perMinute: 40 }],
    inject: [{ fault: 'processing-killed', share: 0.5 }],
    mitigation: ['end'],
    clearSeconds: 240,
  },
  {
    alarm: 'ingestion-throttles',
    setup: busy,
    load: [senders],
    inject: [{ run: `${concurrency('put', 'ingestion')} --reserved-concurrent-executions 0` }],
    mitigation: [{ step: 'Take the reservation away' }],
    clearSeconds: 240,
  },
  {
    alarm: 'processing-throttles',
    setup: busy,
    load: [{ perMinute: 2 }],
    inject: [{ run: `${concurrency('put', 'processing')} --reserved-concurrent-executions 0` }],
    mitigation: [{ step: 'Take the reservation of processing away' }],
    clearSeconds: 240,
  },
  {
    alarm: 'ingestion-near-timeout',
    setup: manyFunctions,
    load: [{ perMinute: 6 }],
    inject: [{ fault: 'ingestion-timeout', share: 0.5 }],
    mitigation: ['end'],
    clearSeconds: 900,
  },
  {
    alarm: 'processing-near-timeout',
    setup: shortTimeout,
    load: [{ perMinute: 6 }],
    inject: [{ fault: 'processing-timeout', share: 0.4 }],
    mitigation: ['end'],
    clearSeconds: 900,
  },
  {
    alarm: 'concurrency-claimed',
    setup: busy,
    load: [{ perMinute: 60 }],
    inject: [{ run: `${concurrency('put', 'processing')} --reserved-concurrent-executions 900` }],
    mitigation: [
      { step: 'Give back a reservation', fill: { FUNCTION: 'spillway-dev-processing' } },
    ],
    clearSeconds: 240,
  },
  {
    alarm: 'telemetry-broken',
    setup: printsBrokenMetrics,
    load: [senders],
    inject: [{ load: { perMinute: 5, type: 'issues' } }],
    mitigation: ['end'],
    clearSeconds: 1_080,
  },
];
