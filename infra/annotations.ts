import { LogGroup, LogStream } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { annotationLogOf } from '../dashboards/watched.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

/** Where `npx spillway annotate` writes: each line is a note, and a metric that the graphs show. */
export class Annotations extends Construct {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const removalPolicy = removalPolicyOf(settings);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: annotationLogOf(settings),
      retention: settings.logRetentionDays,
      removalPolicy,
    });
    new LogStream(this, 'Stream', { logGroup, logStreamName: 'annotations', removalPolicy });
  }
}
