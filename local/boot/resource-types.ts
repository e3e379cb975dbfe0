import { createApis } from '../aws/api-gateway/create-apis.ts';
import { createUserPools } from '../aws/cognito/create-user-pools.ts';
import { createTables } from '../aws/dynamodb/create-tables.ts';
import { createFunctions } from '../aws/lambda/create-functions.ts';
import { createMappings } from '../aws/lambda/event-source-mapping/create-mappings.ts';
import { createBuckets } from '../aws/s3/create-buckets.ts';
import { seedSecrets } from '../aws/secrets-manager/seed-secrets.ts';
import { createTopics } from '../aws/sns/create-topics.ts';
import { createQueues } from '../aws/sqs/create-queues.ts';
import type { Starter } from './stack-parts.ts';

/** What the stack starts, in this order. */
export const starters: Readonly<Record<string, Starter>> = {
  'AWS::SecretsManager::Secret': seedSecrets,
  'AWS::SQS::Queue': createQueues,
  'AWS::SNS::Topic': createTopics,
  'AWS::S3::Bucket': createBuckets,
  'AWS::DynamoDB::Table': createTables,
  'AWS::Lambda::Function': createFunctions,
  'AWS::Lambda::EventSourceMapping': createMappings,
  'AWS::Cognito::UserPool': createUserPools,
  'AWS::ApiGateway::RestApi': createApis,
};

/** What one of the starters, CloudWatch or IAM reads as a part of something else. */
const parts = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::RolePolicy',
  'AWS::KMS::Key',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** What has no effect on one machine: nobody else is here, logs are not kept, and all ends with the process. */
const needless = new Set([
  'AWS::CDK::Metadata',
  'AWS::KMS::Alias',
  'AWS::Logs::LogGroup',
  'Custom::S3AutoDeleteObjects',
]);

/** Two lines at most: what needs nothing here, and what can't be run, each type with its count. */
export function describeUnstarted(counts: ReadonlyMap<string, number>): readonly string[] {
  const describe = (types: (type: string) => boolean) =>
    [...counts]
      .filter(([type]) => types(type))
      .map(([type, count]) => `${count} ${type}`)
      .sort((a, b) => a.slice(a.indexOf(' ')).localeCompare(b.slice(b.indexOf(' '))))
      .join(', ');
  const unneeded = describe((type) => needless.has(type));
  const unknown = describe(
    (type) => !(needless.has(type) || parts.has(type) || Object.hasOwn(starters, type)),
  );
  return [
    ...(unneeded === '' ? [] : [`Nothing to do here for: ${unneeded}`]),
    ...(unknown === '' ? [] : [`NOT RUN on one machine: ${unknown}`]),
  ];
}
