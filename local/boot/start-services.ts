import { nowhere } from '../../client/stage/embedded-stage.ts';
import {
  type CloudFormation,
  startCloudFormation,
} from '../aws/cloudformation/start-cloudformation.ts';
import { startTableService } from '../aws/dynamodb/start-table-service.ts';
import { accountId, type Fauxqs, startFauxqs } from '../aws/fauxqs/start-fauxqs.ts';
import { administrator } from '../aws/iam/administrator.ts';
import type { EnforceAccess } from '../aws/iam/guard.ts';
import type { Observer } from '../aws/observer.ts';
import { readSlots } from '../aws/secrets-manager/read-slots.ts';
import { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import { startSecretsManager } from '../aws/secrets-manager/start-secrets-manager.ts';
import { startXray, type Xray } from '../aws/xray/start-xray.ts';
import type { Faults } from '../faults/faults.ts';
import type { Arrival } from '../sink/arrivals.ts';
import type { ForwardOptions } from '../sink/forwarding/plan-forwards.ts';
import type { Message } from '../sink/messages.ts';
import { type Sink, startSink } from '../sink/start-sink.ts';

export interface ServiceOptions {
  readonly region: string;
  readonly stage: string;
  /** Ports; without one the system chooses. */
  readonly sinkPort?: number;
  readonly queuePort?: number;
  readonly secretsPort?: number;
  readonly tablePort?: number;
  readonly observer: Observer;
  readonly faults: Faults;
  readonly forward?: ForwardOptions;
  readonly onArrival?: (arrival: Arrival) => void;
  readonly onMessage?: (message: Message) => void;
  readonly onRefusal?: (destination: string, why: string) => void;
}

/** The services that need no template to start. */
export interface Services {
  readonly queueEndpoint: string;
  readonly watchQueue: Fauxqs['watchQueue'];
  readonly reportQueues: Fauxqs['report'];
  readonly secretsEndpoint: string;
  readonly tableEndpoint: string;
  readonly secrets: SecretStore;
  readonly sink: Sink;
  readonly xray: Xray;
  readonly cloudFormation: CloudFormation;
  /** Of each of its endpoints of AWS. */
  readonly enforceAccess: readonly EnforceAccess[];
}

/** Starts them together. What did start is in `started` even when another one fails. */
export async function startServices(
  options: ServiceOptions,
  started: AsyncDisposableStack,
): Promise<Services> {
  const secrets = new SecretStore(options.region, accountId);
  const kept = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const service = await starting;
    started.defer(() => service.stop());
    return service;
  };
  const prefix = `spillway/${options.stage}/destinations/`;
  const all = [
    kept(startFauxqs({ port: options.queuePort ?? 0, region: options.region }, options.observer)),
    kept(
      startSecretsManager(secrets, options.secretsPort ?? 0, {
        faults: options.faults.current,
        observer: options.observer,
      }),
    ),
    kept(
      startSink({
        ...options,
        faults: options.faults.current,
        port: options.sinkPort ?? 0,
        secretsOf: (destination) => Object.values(readSlots(secrets, prefix + destination)),
      }),
    ),
    kept(startXray()),
    kept(startTableService(options.tablePort ?? 0, { observer: options.observer })),
    kept(startCloudFormation()),
  ] as const;
  await Promise.allSettled(all);
  const [queues, manager, sink, xray, tables, cloudFormation] = await Promise.all(all);
  options.faults.follow(queues.followFaults);
  options.faults.follow(tables.followFaults);
  return {
    queueEndpoint: queues.endpoint,
    watchQueue: queues.watchQueue,
    reportQueues: queues.report,
    secretsEndpoint: manager.endpoint,
    tableEndpoint: tables.endpoint,
    secrets,
    sink,
    xray,
    cloudFormation,
    enforceAccess: [queues, manager, tables, xray, cloudFormation].map(
      ({ enforceAccess }) => enforceAccess,
    ),
  };
}

/** The variables that an AWS SDK client or CLI needs to reach these services. */
export function awsEnvironment(
  region: string,
  services: Services,
  { metrics, logs }: { readonly metrics: string; readonly logs: string },
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: administrator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
    AWS_ENDPOINT_URL: nowhere,
    AWS_ENDPOINT_URL_SQS: services.queueEndpoint,
    AWS_ENDPOINT_URL_SNS: services.queueEndpoint,
    AWS_ENDPOINT_URL_S3: services.queueEndpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.secretsEndpoint,
    AWS_ENDPOINT_URL_DYNAMODB: services.tableEndpoint,
    AWS_ENDPOINT_URL_CLOUDWATCH: metrics,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs,
    AWS_ENDPOINT_URL_XRAY: services.xray.endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: services.cloudFormation.endpoint,
  };
}
