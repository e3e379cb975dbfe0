import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmLine } from '../alarm-line.ts';
import { marks } from '../marks.ts';
import { accountMetric, functionMetric } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';
import { coldStartGraph, concurrencyMetric, durationGraph } from './functions.ts';

export function ingestionRow(watched: Watched): IWidget[][] {
  const { ingestion } = watched;
  const graphs = graphRow([
    {
      title: 'Ingestion: invocations',
      unit: 'a minute',
      left: [
        functionMetric('Invocations', ingestion, { label: 'invocations' }),
        functionMetric('Errors', ingestion, { label: 'errors' }),
        functionMetric('Throttles', ingestion, { label: 'throttles' }),
      ],
    },
    {
      ...durationGraph(
        'Ingestion: duration',
        ingestion,
        alarmLine('IngestionNearTimeout', watched),
      ),
      marks: marks(watched),
    },
    {
      title: 'Ingestion: concurrency',
      unit: 'environments',
      left: [concurrencyMetric(ingestion)],
      rightUnit: 'of the whole account',
      right: [
        accountMetric('ClaimedAccountConcurrency', {
          statistic: 'Maximum',
          label: 'claimed by all functions',
        }),
      ],
    },
    coldStartGraph('Ingestion: cold starts', ingestion),
  ]);
  return row(4, 'Ingestion', watched, graphs);
}
