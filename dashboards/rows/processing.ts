import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmLine } from '../alarm-line.ts';
import { marks } from '../marks.ts';
import { functionMetric, mappingMetric, math, ownMetrics } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { type Graph, graphRow } from '../widgets.ts';
import { coldStartGraph, concurrencyMetric, durationGraph } from './functions.ts';
import { parkedGraphs } from './parked.ts';

export function processingRow(watched: Watched): IWidget[][] {
  const { processing } = watched;
  return row(
    6,
    'Processing',
    watched,
    graphRow([
      {
        ...durationGraph(
          'Processing: duration',
          processing,
          alarmLine('ProcessingNearTimeout', watched),
        ),
        marks: marks(watched),
      },
      ...mappingGraphs(watched),
      concurrencyGraph(watched),
    ]),
    graphRow([
      coldStartGraph('Processing: cold starts', processing),
      ...destinationGraphs(watched),
    ]),
    graphRow(parkedGraphs(watched)),
  );
}

function mappingGraphs(watched: Watched): readonly Graph[] {
  const events = (name: string, label: string) => mappingMetric(name, watched, { label });
  const invoked = events('InvokedEventCount', 'invoked');
  const failed = events('FailedInvokeEventCount', 'failed');
  return [
    {
      title: 'Processing: webhooks through the event source mapping',
      unit: 'a minute',
      left: [
        events('PolledEventCount', 'polled'),
        invoked,
        failed,
        events('DeletedEventCount', 'deleted'),
      ],
    },
    {
      title: 'Processing: partial failures',
      unit: '% of webhooks handed over',
      left: [math('came back', '100 * FILL(failed, 0) / invoked', { failed, invoked })],
      lines: [alarmLine('PartialFailures', watched)],
    },
  ];
}

function concurrencyGraph({ processing, maxConcurrency }: Watched): Graph {
  return {
    title: 'Processing: concurrency, crashes',
    unit: 'environments',
    rightUnit: 'a minute',
    left: [concurrencyMetric(processing)],
    right: [
      functionMetric('Errors', processing, { label: 'crashes and timeouts' }),
      functionMetric('Throttles', processing, { label: 'throttles' }),
    ],
    lines: [{ at: maxConcurrency, label: 'maxConcurrency' }],
  };
}

function destinationGraphs(watched: Watched): readonly Graph[] {
  const { processing } = watched;
  return [
    {
      title: 'Destinations: latency, p99',
      unit: 'ms',
      left: [ownMetrics('DeliveryLatency', processing, 'destination', { statistic: 'p99' })],
      marks: marks(watched),
    },
    {
      title: 'Destinations: failures',
      unit: 'a minute',
      stacked: true,
      left: [ownMetrics('DeliveryFailed', processing, 'destination')],
      marks: marks(watched),
    },
  ];
}
