import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric, mappingMetric, ownMetrics } from '../metrics.ts';
import type { Watched, WatchedFunction } from '../watched.ts';
import { type Graph, graphRow } from '../widgets.ts';

export function ingestionRow({ ingestion }: Watched): GraphWidget[] {
  return graphRow([
    {
      title: 'Ingestion: invocations',
      unit: 'a minute',
      left: [
        functionMetric('Invocations', ingestion, { label: 'invocations' }),
        functionMetric('Errors', ingestion, { label: 'errors' }),
        functionMetric('Throttles', ingestion, { label: 'throttles' }),
      ],
    },
    durationGraph('Ingestion: duration', ingestion),
    {
      title: 'Ingestion: concurrency',
      unit: 'environments',
      left: [concurrency(ingestion)],
    },
  ]);
}

export function processingRow(watched: Watched): GraphWidget[] {
  const { processing, maxConcurrency } = watched;
  return graphRow([
    {
      title: 'Processing: webhooks through the event source mapping',
      unit: 'a minute',
      left: [
        mappingMetric('PolledEventCount', watched, { label: 'polled' }),
        mappingMetric('InvokedEventCount', watched, { label: 'invoked' }),
        mappingMetric('FailedInvokeEventCount', watched, { label: 'failed' }),
        mappingMetric('DeletedEventCount', watched, { label: 'deleted' }),
      ],
    },
    durationGraph('Processing: duration', processing),
    {
      title: 'Processing: concurrency, crashes',
      unit: 'environments',
      rightUnit: 'a minute',
      left: [concurrency(processing)],
      right: [
        functionMetric('Errors', processing, { label: 'crashes and timeouts' }),
        functionMetric('Throttles', processing, { label: 'throttles' }),
      ],
      lines: [{ at: maxConcurrency, label: 'maxConcurrency' }],
    },
    {
      title: 'Destinations',
      unit: 'ms, p99',
      rightUnit: 'failures a minute',
      left: [
        ownMetrics('DeliveryLatency', processing, 'destination', {
          statistic: 'p99',
          suffix: ' p99',
        }),
      ],
      right: [ownMetrics('DeliveryFailed', processing, 'destination', { suffix: ' failures' })],
    },
  ]);
}

function durationGraph(title: string, of: WatchedFunction): Graph {
  const duration = (statistic: string, label = statistic) =>
    functionMetric('Duration', of, { statistic, label });
  return {
    title,
    unit: 'ms',
    left: [duration('p50'), duration('p99'), duration('Maximum', 'max')],
    lines: [{ at: 950 * of.timeoutSeconds, label: '95 % of the timeout' }],
  };
}

function concurrency(of: WatchedFunction) {
  return functionMetric('ConcurrentExecutions', of, { statistic: 'Maximum', label: 'at once' });
}
