import { parkedThresholdSeconds, restingThresholdSeconds } from '../alarms/destinations.ts';
import { ownMetric, ownMetrics } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { Graph } from '../widgets.ts';

const most = { statistic: 'Maximum' } as const;

/** Show a destination's outage: its webhooks are put back and wait out of sight. */
export function parkedGraphs({ processing }: Watched): readonly Graph[] {
  return [
    {
      title: 'Resting destinations: webhooks put back',
      unit: 'a minute',
      rightUnit: 'rests begun a minute',
      left: [ownMetrics('DestinationResting', processing, 'destination')],
      right: [
        ownMetrics('CircuitOpened', processing, 'destination', { suffix: ' begins to rest' }),
      ],
    },
    {
      title: 'Webhooks put back untried, by source',
      unit: 'a minute',
      stacked: true,
      left: [ownMetrics('WebhookParked', processing, 'source')],
    },
    {
      title: 'Webhooks put back: the oldest',
      unit: 'ms',
      left: [
        ownMetric('PutBackAge', processing, { ...most, label: 'since its receipt' }),
        ownMetric('ParkedAge', processing, { ...most, label: 'since its destination rests' }),
      ],
      lines: [
        { at: 1000 * restingThresholdSeconds, label: 'alarm destination-resting' },
        { at: 1000 * parkedThresholdSeconds, label: 'alarm parked-growing' },
      ],
    },
  ];
}
