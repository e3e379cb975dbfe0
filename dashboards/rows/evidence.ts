import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { logMetric } from '../metrics.ts';
import { lastFinalFailures, topErrors } from '../queries.ts';
import { row } from '../row.ts';
import { logGroupOf, type Watched } from '../watched.ts';
import { type Graph, graphRow, rowWidth } from '../widgets.ts';
import { costGraph } from './cost.ts';
import { queryWidget } from './query-widget.ts';

export function evidenceRow(watched: Watched): IWidget[][] {
  return row(
    9,
    'Evidence',
    watched,
    [topErrors, lastFinalFailures].map((query) =>
      queryWidget(query, watched, { width: rowWidth / 2, height: 8 }),
    ),
    graphRow([unreadableMetrics(watched), costGraph(watched)]),
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
function unreadableMetrics({ ingestion, processing, audit }: Watched): Graph {
  const errors = (name: string, what: string) =>
    [ingestion, processing, audit].map((of) =>
      logMetric(name, logGroupOf(of), { label: `${of.name}: ${what}` }),
    );
  return {
    title: 'Metrics that CloudWatch could not read',
    unit: 'lines a minute',
    left: [...errors('EMFParsingErrors', 'no JSON'), ...errors('EMFValidationErrors', 'not valid')],
  };
}
