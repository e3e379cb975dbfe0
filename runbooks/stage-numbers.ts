import { firstRestSeconds, longestRestSeconds } from '../service/webhook/circuit.ts';
import { findResource, type StageResource } from './stage-resources.ts';

type Resources = readonly StageResource[];

interface StageNumber {
  readonly label: string;
  readonly read: (resources: Resources) => string;
}

const daySeconds = 86_400;

/** What a page may say of its stage besides its alarm: the name that the page asks for, and where the number stands. */
export const stageNumbers = {
  'intake-retention': {
    label: 'SQS deletes a webhook that has waited',
    read: (resources) => days(queue(resources, 'intake').MessageRetentionPeriod),
  },
  'dead-letter-retention': {
    label: 'SQS deletes a dead letter after',
    read: (resources) => days(queue(resources, 'dead-letters').MessageRetentionPeriod),
  },
  'discarded-retention': {
    label: 'a discarded dead letter is kept for',
    read: (resources) => `${expiryOf(resources, 'discarded/')} days`,
  },
  'destination-attempts': {
    label: 'attempts while its destination fails',
    read: (resources) => `${environment(resources).DESTINATION_ATTEMPTS}, over ${hours(resources)}`,
  },
  'own-attempts': {
    label: 'attempts while something of our own fails',
    read: (resources) => `${environment(resources).MAX_RECEIVE_COUNT}, within minutes`,
  },
  circuit: {
    label: 'a destination is left alone after',
    read: (resources) =>
      `${environment(resources).CIRCUIT_FAILURES} failures in a row: ${firstRestSeconds} s, then twice as long after each probe that fails, ${longestRestSeconds} s at most`,
  },
  'visibility-timeout': {
    label: 'a batch of a killed function comes back after',
    read: (resources) => `${queue(resources, 'intake').VisibilityTimeout} s`,
  },
  'ingestion-size': {
    label: 'ingestion has',
    read: (resources) => sizeOf(resources, 'ingestion'),
  },
  'processing-size': {
    label: 'processing has',
    read: (resources) => sizeOf(resources, 'processing'),
  },
  'max-concurrency': {
    label: 'processing functions at once (`maxConcurrency`)',
    read: (resources) => {
      const { ScalingConfig, BatchSize } = mapping(resources);
      return `${ScalingConfig.MaximumConcurrency}, with up to ${BatchSize} webhooks each`;
    },
  },
  throttle: {
    label: 'the gateway refuses what exceeds',
    read: (resources) => {
      const [{ ThrottlingRateLimit, ThrottlingBurstLimit }] = findResource(
        resources,
        'AWS::ApiGateway::Stage',
        () => true,
      ).MethodSettings;
      return `${ThrottlingRateLimit} requests a second, or a burst of ${ThrottlingBurstLimit}`;
    },
  },
  'secret-cache': {
    label: 'a changed secret is in use after',
    read: (resources) => `${environment(resources).SECRET_CACHE_SECONDS} s at most`,
  },
  'log-retention': {
    label: 'logs are kept for',
    read: (resources) =>
      `${findResource(resources, 'AWS::Logs::LogGroup', () => true).RetentionInDays} days`,
  },
} as const satisfies Record<string, StageNumber>;

export type StageNumberName = keyof typeof stageNumbers;

function queue(resources: Resources, role: 'intake' | 'dead-letters') {
  return findResource(resources, 'AWS::SQS::Queue', ({ QueueName }) => QueueName.endsWith(role));
}

function lambda(resources: Resources, name: 'ingestion' | 'processing') {
  return findResource(resources, 'AWS::Lambda::Function', ({ FunctionName }) =>
    String(FunctionName).endsWith(`-${name}`),
  );
}

function environment(resources: Resources): Readonly<Record<string, string>> {
  return lambda(resources, 'processing').Environment.Variables;
}

function mapping(resources: Resources) {
  return findResource(resources, 'AWS::Lambda::EventSourceMapping', () => true);
}

function sizeOf(resources: Resources, name: 'ingestion' | 'processing'): string {
  const { Timeout, MemorySize } = lambda(resources, name);
  return `${Timeout} s and ${MemorySize} MB`;
}

function expiryOf(resources: Resources, prefix: string): number {
  const { LifecycleConfiguration } = findResource(resources, 'AWS::S3::Bucket', () => true);
  const rules: readonly { readonly Prefix?: string; readonly ExpirationInDays?: number }[] =
    LifecycleConfiguration.Rules;
  return rules.find(({ Prefix }) => Prefix === prefix)?.ExpirationInDays ?? Number.NaN;
}

function days(seconds: number): string {
  return `${seconds / daySeconds} days`;
}

/** The pauses between the attempts, each in the middle of its random range. */
function hours(resources: Resources): string {
  const { DESTINATION_ATTEMPTS, RETRY_BASE_SECONDS, RETRY_CAP_SECONDS } = environment(resources);
  const seconds = Array.from({ length: Number(DESTINATION_ATTEMPTS) - 1 }, (_, index) =>
    Math.min(Number(RETRY_CAP_SECONDS), Number(RETRY_BASE_SECONDS) * 4 ** index),
  ).reduce((sum, longest) => sum + 0.75 * longest, 0);
  return `about ${Math.round(seconds / 3600)} hours`;
}
