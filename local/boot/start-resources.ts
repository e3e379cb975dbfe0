import { startTemplateApi } from '../aws/api-gateway/start-template-api.ts';
import { type StartedUserPool, startUserPool } from '../aws/cognito/start-user-pool.ts';
import { createTables } from '../aws/dynamodb/create-tables.ts';
import type { StackAccess } from '../aws/iam/stack-access.ts';
import { createFunctions, type Functions } from '../aws/lambda/create-functions.ts';
import { createMappings } from '../aws/lambda/event-source-mapping/create-mappings.ts';
import type { MachineSettings } from '../aws/lambda/machine-settings.ts';
import type { Observer } from '../aws/observer.ts';
import { createBuckets } from '../aws/s3/create-buckets.ts';
import { seedDestinationSlots } from '../aws/secrets-manager/seed-destination-slots.ts';
import { seedSecrets } from '../aws/secrets-manager/seed-secrets.ts';
import { seedSenderKeys } from '../aws/secrets-manager/seed-sender-keys.ts';
import { createTopics } from '../aws/sns/create-topics.ts';
import { createSqsCaller } from '../aws/sqs/call-sqs.ts';
import { createQueues } from '../aws/sqs/create-queues.ts';
import { createDestinationQueues, queueNameOf } from '../sink/destinations/destination-queues.ts';
import { redirectDestinations } from '../sink/redirect-destinations.ts';
import type { StackOptions } from './embedded-stack.ts';
import type { Services } from './start-services.ts';
import type { Synthesized } from './synthesis/start-synthesis.ts';
import type { StackTemplate } from './template/open-template.ts';

interface StackParts extends StackTemplate {
  readonly stage: string;
  readonly synthesized: Synthesized;
  readonly services: Services;
  readonly sinkUrl: string;
  readonly iam: StackAccess;
  readonly machine: MachineSettings;
  readonly observer: Observer;
}

export interface StartedResources {
  /** Of the API, with its stage. */
  readonly endpoint: string;
  readonly functions: Functions;
  readonly userPool: StartedUserPool | undefined;
  /** Of sources whose senders sign with one. */
  readonly privateKeys: ReadonlyMap<string, string>;
}

/** Starts the template's resources in the order in which they need each other. */
export async function startResources(
  parts: StackParts,
  { apiPort = 0, cognitoPort = 0 }: Pick<StackOptions, 'apiPort' | 'cognitoPort'>,
  started: AsyncDisposableStack,
): Promise<StartedResources> {
  await createStores(parts, started);
  const privateKeys = seedKeys(parts);

  const functions = createFunctions(
    { ...parts, adaptEnvironment: createRedirection(parts) },
    started,
  );
  createMappings({ ...parts, functions, ...parts.services }, started);
  const userPool = await startUserPool(parts, cognitoPort, started);
  const userPools = userPool === undefined ? [] : [userPool.pool];
  const endpoint = await startTemplateApi({ ...parts, functions, userPools }, apiPort, started);
  return { endpoint, functions, userPool, privateKeys };
}

/** The resources that hold something: secrets, queues, topics, buckets, tables. */
async function createStores(
  { resources, world, services, synthesized }: StackParts,
  started: AsyncDisposableStack,
): Promise<void> {
  const { queueEndpoint, tableEndpoint, secrets, sink, watchQueue } = services;
  const { call, close } = createSqsCaller(queueEndpoint);
  started.defer(close);
  seedSecrets(resources.ofType('AWS::SecretsManager::Secret'), secrets);
  await createQueues(resources.ofType('AWS::SQS::Queue'), call);
  await createDestinationQueues(synthesized.destinations, call, watchQueue, sink);
  await createTopics(resources.ofType('AWS::SNS::Topic'), queueEndpoint, world.region);
  await createBuckets(resources.ofType('AWS::S3::Bucket'), queueEndpoint);
  await createTables(resources.ofType('AWS::DynamoDB::Table'), tableEndpoint);
}

/** Development values where a deployment would wait for somebody to set them. */
function seedKeys({ stage, synthesized, services: { secrets }, machine }: StackParts) {
  const { sources, destinations } = synthesized;
  seedDestinationSlots(destinations, secrets, `spillway/${stage}/destinations/`);
  return seedSenderKeys(sources, secrets, `spillway/${stage}/sources/`, machine.log);
}

/** The one change to what the template says: stand-ins in the place of all destinations. */
function createRedirection({ world, synthesized, services, sinkUrl, machine }: StackParts) {
  const queuesUrl = `${services.queueEndpoint}/${world.accountId}`;
  const configs = Object.values(synthesized.destinations);
  const queues = configs.some((config) => queueNameOf(config) !== undefined)
    ? `, those that are queues ${queuesUrl}/<queue>`
    : '';
  machine.log(`The one change to the template: destinations are ${sinkUrl}/<destination>${queues}`);
  return (environment: Readonly<Record<string, string>>) =>
    redirectDestinations(environment, { url: sinkUrl, queuesUrl });
}
