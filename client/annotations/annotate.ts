import { type CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';
import type { annotationKinds } from './annotation-kinds.ts';

export interface Annotation {
  readonly kind: (typeof annotationKinds)[number];
  readonly text: string;
  /** Milliseconds since 1970. AWS takes what is at most 14 days old. */
  readonly at: number;
}

/**
 * Marks a moment on the graphs of a stage. One line in the log is both the text and, as a document in the embedded
 * metric format, the mark: it takes `logs:PutLogEvents` and nothing else.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Generation_PutLogEvents.html
 */
export async function annotate(
  client: CloudWatchLogsClient,
  stage: string,
  annotation: Annotation,
): Promise<void> {
  const message = JSON.stringify(documentOf(stage, annotation));
  const { rejectedLogEventsInfo: refused } = await client.send(
    new PutLogEventsCommand({
      logGroupName: `/spillway/${stage}/annotations`,
      logStreamName: 'annotations',
      logEvents: [{ timestamp: annotation.at, message }],
    }),
  );
  if (refused) throw new Error('CloudWatch Logs does not take a line of that time.');
}

function documentOf(stage: string, { kind, text, at }: Annotation): object {
  const CloudWatchMetrics = [
    {
      Namespace: metricNamespace,
      Dimensions: [['service', 'kind']],
      Metrics: [{ Name: 'Annotation', Unit: 'Count' }],
    },
  ];
  return {
    ...{ level: 'INFO', message: text, service: `spillway-${stage}`, kind, Annotation: 1 },
    _aws: { Timestamp: at, CloudWatchMetrics },
  };
}
