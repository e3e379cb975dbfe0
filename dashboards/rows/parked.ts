import { alarmLine } from '../alarm-line.ts';
import { ownMetric, ownMetrics } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { Graph } from '../widgets.ts';

const most = { statistic: 'Maximum' } as const;

/** Show a destination's outage: its webhooks are put back and wait out of sight. */
export function parkedGraphs(watched: Watched): readonly Graph[] {
  const { processing } = watched;
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
      lines: [alarmLine('DestinationResting', watched), alarmLine('ParkedGrowing', watched)],
    },
  ];
}
