import { LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watched } from '../watched.ts';

const levels = 'level in ["ERROR", "WARN"]';

export function evidenceRow({ ingestion, processing }: Watched): LogQueryWidget[] {
  const logGroupNames = [ingestion, processing].map(({ name }) => `/aws/lambda/${name}`);
  return [
    new LogQueryWidget({
      title: 'Most frequent errors and warnings',
      width: 12,
      height: 8,
      logGroupNames,
      queryLines: [
        `filter ${levels}`,
        'stats count(*) as times by message, error.message, source, reason',
        'sort times desc',
        'limit 20',
      ],
    }),
    new LogQueryWidget({
      title: 'Newest webhooks that failed for the last time',
      width: 12,
      height: 8,
      logGroupNames,
      queryLines: [
        'fields @timestamp, deliveryId, source, error.message, xray_trace_id',
        'filter level = "ERROR" and ispresent(deliveryId)',
        'sort @timestamp desc',
        'limit 20',
      ],
    }),
  ];
}
