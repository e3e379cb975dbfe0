/** What the stack starts. */
const started = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::Table',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]);

/** What one of those, CloudWatch or IAM reads as a part of something else. */
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
  const unknown = describe((type) => !(needless.has(type) || parts.has(type) || started.has(type)));
  return [
    ...(unneeded === '' ? [] : [`Nothing to do here for: ${unneeded}`]),
    ...(unknown === '' ? [] : [`NOT RUN on one machine: ${unknown}`]),
  ];
}
