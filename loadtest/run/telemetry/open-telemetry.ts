import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { bucketName } from '../../../client/stage/bucket.ts';
import type { Clients } from '../../../client/stage/clients.ts';
import { createReadMetrics } from '../../../client/stage/metric-data.ts';
import { findQueue, queueName } from '../../../client/stage/queues.ts';
import type { Stage } from '../../../client/stage/stage.ts';
import type { Telemetry } from '../observer.ts';
import { readAges } from './read-ages.ts';
import { readFiredAlarms } from './read-alarms.ts';
import { readClaimChecked } from './read-claim-checked.ts';
import { readFunctions } from './read-functions.ts';
import { readStageTimes } from './read-stage-times.ts';
import { readTaken } from './read-taken.ts';

interface TelemetryOptions {
  readonly stage: Stage;
  readonly clients: Clients;
  readonly logs: CloudWatchLogsClient;
  /** Of the run; milliseconds since 1970. */
  readonly startedAt: number;
}

/** What a stage tells of itself by AWS's APIs, which are the same of an embedded one. */
export function openTelemetry({ stage, clients, logs, startedAt }: TelemetryOptions): Telemetry {
  const { cloudWatch, sqs, s3 } = clients;
  const { name } = stage;
  const metrics = () => {
    const now = Date.now();
    return [createReadMetrics(cloudWatch, now), (now - startedAt) / 1000] as const;
  };
  return {
    alarms: () => readFiredAlarms(cloudWatch, name, startedAt),
    ages: () => readAges(queueName(name, 'intake'), ...metrics()),
    functions: () =>
      readFunctions(
        ['ingestion', 'processing'].map((role) => `spillway-${name}-${role}`),
        ...metrics(),
      ),
    claimChecked: (accepted, webhooks) =>
      readClaimChecked(
        {
          s3,
          bucket: async () => bucketName(s3, stage, await findQueue(sqs, name, 'intake')),
        },
        accepted,
        webhooks,
      ),
    stages: (range) => readStageTimes(logs, name, range),
    ...(!stage.isEmbedded && { taken: () => readTaken(name, ...metrics()) }),
  };
}
