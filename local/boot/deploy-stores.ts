import { createTables } from '../aws/dynamodb/create-tables.ts';
import { createBuckets } from '../aws/s3/create-buckets.ts';
import { seedSecrets } from '../aws/secrets-manager/seed-secrets.ts';
import { createTopics } from '../aws/sns/create-topics.ts';
import { createSqsCaller } from '../aws/sqs/call-sqs.ts';
import { createQueues, updateQueue } from '../aws/sqs/create-queues.ts';
import type { Destinations } from '../sink/destinations/describe-message.ts';
import { createDestinationQueues } from '../sink/destinations/destination-queues.ts';
import type { Services } from './start-services.ts';
import type { StackTemplate } from './template/open-template.ts';
import type { Resource } from './template/resources.ts';

interface Deployed {
  readonly resource: Resource;
  readonly isRetained: boolean;
}

interface StoreType {
  readonly create: (resource: Resource) => Promise<void> | void;
  /** Called with what it was before. Without it, nothing of it changes. */
  readonly update?: (resource: Resource, before: Resource) => Promise<void>;
  /** Without it, what is no longer in the template stays until the stack ends. */
  readonly remove?: (resource: Resource) => void;
}

/**
 * The resources that hold something: secrets, queues, topics, buckets, tables. What is there keeps all that it holds.
 *
 * @returns to be called with each deployment of the stack; gives what is to be done once nothing uses the old ones
 */
export function createStores(
  { queueEndpoint, tableEndpoint, secrets, sink, watchQueue }: Services,
  started: AsyncDisposableStack,
): (template: StackTemplate, destinations: Destinations) => Promise<() => void> {
  const { call, close } = createSqsCaller(queueEndpoint);
  started.defer(close);
  const deployDestinationQueues = createDestinationQueues(call, watchQueue, sink);
  const deployed = new Map<string, Deployed>();
  return async (template, destinations) => {
    const { resources, world } = template;
    const types: Readonly<Record<string, StoreType>> = {
      'AWS::SecretsManager::Secret': {
        create: (one) => seedSecrets([one], secrets),
        remove: ({ ref }) => secrets.remove(secrets.find(ref).name),
      },
      'AWS::SQS::Queue': {
        create: (one) => createQueues([one], call),
        update: (one, before) => updateQueue(one, before, call),
      },
      'AWS::SNS::Topic': { create: (one) => createTopics([one], queueEndpoint, world.region) },
      'AWS::S3::Bucket': { create: (one) => createBuckets([one], queueEndpoint) },
      'AWS::DynamoDB::Table': { create: (one) => createTables([one], tableEndpoint) },
    };
    const declared = new Set<string>();
    for (const [type, { create, update }] of Object.entries(types)) {
      for (const resource of resources.ofType(type)) {
        const key = `${type} ${resource.ref}`;
        const before = deployed.get(key);
        if (before === undefined) await create(resource);
        else await update?.(resource, before.resource);
        deployed.set(key, { resource, isRetained: isRetained(resource, template) });
        declared.add(key);
      }
    }
    await deployDestinationQueues(destinations);
    return () => {
      for (const [key, { resource, isRetained }] of deployed) {
        const remove = types[resource.type]?.remove;
        if (declared.has(key) || isRetained || remove === undefined) continue;
        remove(resource);
        deployed.delete(key);
      }
    };
  };
}

/** `Retain` or `RetainExceptOnCreate` */
function isRetained({ logicalId }: Resource, { declared }: StackTemplate): boolean {
  return /^Retain/.test(String(declared[logicalId]?.DeletionPolicy));
}
