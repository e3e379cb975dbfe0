import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { overviewUrl, type Watched } from '../dashboards/watched.ts';
import { loggedSources } from '../service/webhook/configuration.ts';
import { addDashboards } from './add-dashboards.ts';
import { AddressLimit } from './address-limit.ts';
import { AlarmSet } from './alarm-set.ts';
import { AlarmTopics } from './alarm-topics.ts';
import { Annotations } from './annotations.ts';
import { AuditFunction } from './audit-function.ts';
import type { Bundles } from './bundle.ts';
import type { SpillwayConfig } from './configuration.ts';
import { DeliveryTable } from './delivery-table.ts';
import { destinationsWithSecret } from './destination-permissions.ts';
import { IngestionFunction } from './ingestion-function.ts';
import { IntakeQueues } from './intake-queues.ts';
import { ProcessingFunction } from './processing-function.ts';
import { ReconcilerFunction } from './reconciler-function.ts';
import { SavedQueries } from './saved-queries.ts';
import { ServiceEvents } from './service-events.ts';
import type { Settings } from './settings-schema.ts';
import { SigningSecrets } from './signing-secrets.ts';
import { TraceSampling } from './trace-sampling.ts';
import { watch } from './watch.ts';
import { WebhookApi } from './webhook-api.ts';
import { WebhookBucket } from './webhook-bucket.ts';

export interface SpillwayStackProps {
  readonly settings: Settings;
  readonly config: SpillwayConfig;
  readonly bundles: Bundles;
}

interface Checked {
  readonly queues: IntakeQueues;
  readonly deliveries: Table;
  readonly ingestion: IngestionFunction;
}

/** Only wiring: sender → API → ingestion → intake queue → processing → destinations, and what watches them. */
export class SpillwayStack extends Stack {
  constructor(scope: Construct, { settings, config, bundles }: SpillwayStackProps) {
    super(scope, `Spillway-${settings.stage}`, {
      description: `Spillway: webhook intake, stage ${settings.stage}`,
      terminationProtection: settings.keepData,
    });
    Tags.of(this).add('application', 'spillway');
    Tags.of(this).add('environment', settings.stage);

    const queues = new IntakeQueues(this, 'Queues', settings);
    const { bucket } = new WebhookBucket(this, 'Webhooks', settings);
    const { table: deliveries } = new DeliveryTable(this, 'Deliveries', settings);
    const ingestion = new IngestionFunction(this, 'Ingestion', {
      settings,
      code: bundles.ingestion,
      queue: queues.intake,
      bucket,
      secrets: new SigningSecrets(
        this,
        'Sources',
        settings,
        'sources',
        Object.keys(config.sources),
      ),
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
        settings,
        'destinations',
        destinationsWithSecret(config.destinations),
      ),
    });
    this.addChecks({ settings, config, bundles }, { queues, deliveries, ingestion });
    const { api } = new WebhookApi(this, 'Api', settings, config.sources, ingestion.alias);
    new TraceSampling(this, 'TraceSampling', settings, api.restApiName);
    const { events } = config;
    if (events) {
      new ServiceEvents(this, 'Events', { settings, events, api, ingestion: ingestion.alias });
    }
    if (settings.addressLimitPer5Minutes > 0) new AddressLimit(this, 'AddressLimit', settings, api);

    const watched = watch(this, settings, config, processing);
    this.addWatch(settings, watched);
    const outputs = {
      Endpoint: api.urlForPath('/').replace(/\/$/, ''),
      IntakeQueueUrl: queues.intake.queueUrl,
      DeadLetterQueueUrl: queues.deadLetters.queueUrl,
      DashboardUrl: overviewUrl(watched),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  /** What finds out that a webhook is lost: on its way here, or between here and its end. */
  private addChecks(
    { settings, config, bundles }: SpillwayStackProps,
    { queues, deliveries, ingestion }: Checked,
  ): void {
    const { audit, reconciliation } = bundles;
    new AuditFunction(this, 'Audit', {
      ...{ settings, deliveries, code: audit, queue: queues.intake },
    });
    if (reconciliation === undefined) return;
    new ReconcilerFunction(this, 'Reconciliation', {
      ...{ settings, deliveries, code: reconciliation, ingestion: ingestion.name },
      sources: loggedSources(config),
    });
  }

  private addWatch(settings: Settings, watched: Watched) {
    const { pages, tickets } = new AlarmTopics(this, 'AlarmTopics', settings);
    const { alarms } = new AlarmSet(this, 'Alarms', watched, {
      P: new SnsAction(pages),
      T: tickets && new SnsAction(tickets),
    });
    addDashboards(this, watched, alarms);
    new Annotations(this, 'Annotations', settings);
    new SavedQueries(this, 'SavedQueries', watched);
  }
}
