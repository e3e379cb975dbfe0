import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { parkedThresholdSeconds, restingThresholdSeconds } from '../alarms.ts';
import { ownMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

const most = { statistic: 'Maximum' } as const;

/** What an outage of a destination looks like: its webhooks are put back, and wait out of sight. */
export function parkedRow({ processing, sources, destinations }: Watched): GraphWidget[] {
  return graphRow([
    {
      title: 'Resting destinations: webhooks put back',
      unit: 'a minute',
      rightUnit: 'rests begun a minute',
      left: destinations.map((destination) =>
        ownMetric('DestinationResting', processing, { label: destination }, { destination }),
      ),
      right: destinations.map((destination) =>
        ownMetric(
          'CircuitOpened',
          processing,
          { label: `${destination} begins to rest` },
          { destination },
        ),
      ),
    },
    {
      title: 'Webhooks put back untried, by source',
      unit: 'a minute',
      stacked: true,
      left: sources.map((source) =>
        ownMetric('WebhookParked', processing, { label: source }, { source }),
      ),
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
  ]);
}
