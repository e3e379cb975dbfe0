import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Dashboard, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { overviewWidgets } from '../dashboards/overview.ts';
import { overviewName, overviewUrl } from '../dashboards/watched.ts';
import { AddressLimit } from './address-limit.ts';
import { AlarmSet } from './alarm-set.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { Bundles } from './bundle.ts';
import type { SpillwayConfig } from './configuration.ts';
import { DeliveryTable } from './delivery-table.ts';
import { destinationsWithSecret } from './destination-permissions.ts';
import { IngestionFunction } from './ingestion-function.ts';
import { IntakeQueues } from './intake-queues.ts';
import { ProcessingFunction } from './processing-function.ts';
import { ServiceEvents } from './service-events.ts';
import type { Settings } from './settings.ts';
import { SigningSecrets } from './signing-secrets.ts';
import { watch } from './watch.ts';
import { WebhookApi } from './webhook-api.ts';
import { WebhookBucket } from './webhook-bucket.ts';

export interface SpillwayStackProps {
  readonly settings: Settings;
  readonly config: SpillwayConfig;
  readonly bundles: Bundles;
}

/** Only wires: sender → API → ingestion → intake queue → processing → destinations, and what watches them. */
export class SpillwayStack extends Stack {
  constructor(scope: Construct, { settings, config, bundles }: SpillwayStackProps) {
    const { stage } = settings;
    super(scope, `Spillway-${stage}`, { description: `Spillway: webhook intake, stage ${stage}` });
    Tags.of(this).add('application', 'spillway');
    Tags.of(this).add('environment', stage);

    const sources = Object.keys(config.sources);
    const queues = new IntakeQueues(this, 'Queues', settings);
    const { bucket } = new WebhookBucket(this, 'Webhooks', settings);
    const { table: deliveries } = new DeliveryTable(this, 'Deliveries', settings);
    const ingestion = new IngestionFunction(this, 'Ingestion', {
      settings,
      code: bundles.ingestion,
      queue: queues.intake,
      bucket,
      secrets: new SigningSecrets(this, 'Sources', `spillway/${stage}/sources/`, sources),
    });
    const processing = new ProcessingFunction(this, 'Processing', {
      settings,
      code: bundles.processing,
      queue: queues.intake,
      deadLetters: queues.deadLetters,
      deliveries,
      bucket,
      config,
      secrets: new SigningSecrets(
        this,
        'Destinations',
        `spillway/${stage}/destinations/`,
        destinationsWithSecret(config.destinations),
      ),
    });
    const { api } = new WebhookApi(this, 'Api', settings, config.sources, ingestion.alias);
    if (config.events) {
      new ServiceEvents(this, 'Events', {
        settings,
        events: config.events,
        api,
        ingestion: ingestion.alias,
      });
    }
    if (settings.addressLimitPer5Minutes > 0) new AddressLimit(this, 'AddressLimit', settings, api);

    const watched = watch(this, settings, config, processing);
    const { topic } = new AlarmTopic(this, 'AlarmTopic', settings);
    const { alarms } = new AlarmSet(this, 'Alarms', watched, topic);
    new Dashboard(this, 'Overview', {
      dashboardName: overviewName(stage),
      periodOverride: PeriodOverride.INHERIT,
      start: '-PT3H',
      widgets: overviewWidgets(watched, alarms),
    });

    new CfnOutput(this, 'Endpoint', { value: api.urlForPath('/').replace(/\/$/, '') });
    new CfnOutput(this, 'IntakeQueueUrl', { value: queues.intake.queueUrl });
    new CfnOutput(this, 'DeadLetterQueueUrl', { value: queues.deadLetters.queueUrl });
    new CfnOutput(this, 'DashboardUrl', { value: overviewUrl(watched) });
  }
}
