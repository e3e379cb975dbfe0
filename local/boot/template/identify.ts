import { createHash } from 'node:crypto';
import type { TemplateResource } from './read-template.ts';
import {
  type Identify,
  type Identity,
  type Resolver,
  TemplateError,
  type World,
} from './resolver.ts';

export interface IdentityOptions extends World {
  /** Queue URLs begin with it. */
  readonly queueEndpoint: string;
  /** Its ending is Secrets Manager's choice. */
  readonly secretArn: (name: string) => string;
  /** Told of each property that is a name, by its resource's type. */
  readonly onRead?: ((type: string, path: string) => void) | undefined;
}

interface Subject {
  readonly id: string;
  /** The physical name: the property that declares it, else one made of stack and logical id. */
  readonly name: (property: string) => string;
  /** A property's resolved value. */
  readonly value: (property: string) => string;
  /** `arn:aws:<service>:<region>:<account>:<rest>` */
  readonly arn: (service: string, rest: string) => string;
  readonly options: IdentityOptions;
}

type IdentityOf = (subject: Subject) => Identity;

/** What `Ref` and `Fn::GetAtt` give: the table of CloudFormation's resource reference, for what is used. */
const identities: Readonly<Record<string, IdentityOf>> = {
  'AWS::SQS::Queue': ({ name, arn, options }) => {
    const queue = name('QueueName');
    const url = `${options.queueEndpoint}/${options.accountId}/${queue}`;
    return { ref: url, attributes: { Arn: arn('sqs', queue), QueueName: queue, QueueUrl: url } };
  },
  'AWS::SNS::Topic': ({ name, arn }) => {
    const topic = name('TopicName');
    const ref = arn('sns', topic);
    return { ref, attributes: { TopicArn: ref, TopicName: topic } };
  },
  'AWS::S3::Bucket': ({ name }) => {
    const bucket = name('BucketName').toLowerCase();
    return { ref: bucket, attributes: { Arn: `arn:aws:s3:::${bucket}` } };
  },
  'AWS::DynamoDB::Table': ({ name, arn }) => {
    const ref = name('TableName');
    return { ref, attributes: { Arn: arn('dynamodb', `table/${ref}`) } };
  },
  'AWS::SecretsManager::Secret': ({ name, options }) => {
    const ref = options.secretArn(name('Name'));
    return { ref, attributes: { Id: ref } };
  },
  'AWS::Lambda::Function': ({ name, arn }) => {
    const ref = name('FunctionName');
    return { ref, attributes: { Arn: arn('lambda', `function:${ref}`) } };
  },
  'AWS::Lambda::Version': ({ value, arn }) => {
    const ref = arn('lambda', `function:${value('FunctionName')}:1`);
    return { ref, attributes: { Version: '1', FunctionArn: ref } };
  },
  'AWS::Lambda::Alias': ({ value, arn }) => {
    const ref = arn('lambda', `function:${value('FunctionName')}:${value('Name')}`);
    return { ref, attributes: { AliasArn: ref } };
  },
  'AWS::Lambda::EventSourceMapping': ({ id }) => {
    const ref = uuidOf(id);
    return { ref, attributes: { Id: ref, EventSourceMappingArn: ref } };
  },
  'AWS::Cognito::UserPool': ({ id, arn, options }) => {
    const ref = `${options.region}_${shortId(id).slice(0, 9)}`;
    return { ref, attributes: { Arn: arn('cognito-idp', `userpool/${ref}`), UserPoolId: ref } };
  },
  'AWS::Cognito::UserPoolClient': ({ id, options }) => {
    const ref = createHash('sha256')
      .update(`${options.stackName}/${id}`)
      .digest('hex')
      .slice(0, 26);
    return { ref, attributes: { ClientId: ref } };
  },
  'AWS::Cognito::UserPoolDomain': ({ value }) => ({ ref: value('Domain'), attributes: {} }),
  'AWS::Cognito::UserPoolResourceServer': ({ value }) => ({
    ref: value('Identifier'),
    attributes: {},
  }),
  'AWS::ApiGateway::Authorizer': ({ id }) => ({
    ref: shortId(id),
    attributes: { AuthorizerId: shortId(id) },
  }),
  'AWS::ApiGateway::RestApi': ({ id }) => ({
    ref: shortId(id),
    attributes: { RootResourceId: shortId(`${id}/root`), RestApiId: shortId(id) },
  }),
  'AWS::ApiGateway::Resource': ({ id }) => ({
    ref: shortId(id),
    attributes: { ResourceId: shortId(id) },
  }),
  'AWS::ApiGateway::Deployment': ({ id }) => ({
    ref: shortId(id),
    attributes: { DeploymentId: shortId(id) },
  }),
  'AWS::ApiGateway::Stage': ({ value }) => ({ ref: value('StageName'), attributes: {} }),
  'AWS::IAM::Role': ({ name, options }) => {
    const ref = name('RoleName');
    return { ref, attributes: { Arn: `arn:aws:iam::${options.accountId}:role/${ref}` } };
  },
  'AWS::IAM::ManagedPolicy': ({ name, options }) => {
    const ref = `arn:aws:iam::${options.accountId}:policy/${name('ManagedPolicyName')}`;
    return { ref, attributes: { PolicyArn: ref } };
  },
  'AWS::KMS::Key': ({ id, arn }) => {
    const ref = uuidOf(id);
    return { ref, attributes: { Arn: arn('kms', `key/${ref}`), KeyId: ref } };
  },
  'AWS::Logs::LogGroup': ({ name, arn }) => {
    const ref = name('LogGroupName');
    return { ref, attributes: { Arn: `${arn('logs', `log-group:${ref}`)}:*` } };
  },
  'AWS::CloudWatch::Alarm': ({ name, arn }) => {
    const ref = name('AlarmName');
    return { ref, attributes: { Arn: arn('cloudwatch', `alarm:${ref}`) } };
  },
  'AWS::CloudWatch::CompositeAlarm': ({ name, arn }) => {
    const ref = name('AlarmName');
    return { ref, attributes: { Arn: arn('cloudwatch', `alarm:${ref}`) } };
  },
  'AWS::Events::Rule': ({ name, arn }) => {
    const ref = name('Name');
    return { ref, attributes: { Arn: arn('events', `rule/${ref}`) } };
  },
  'AWS::CloudWatch::Dashboard': ({ name }) => ({ ref: name('DashboardName'), attributes: {} }),
};

/** Resources that nothing here runs are still referred to, above all from policies. Any attribute gives a name. */
const placeholder: IdentityOf = ({ id, arn, options }) => ({
  ref: `${options.stackName}-${id}`,
  attributes: new Proxy<Record<string, string>>(
    {},
    { get: (_, attribute) => arn('none', `${id}/${String(attribute)}`) },
  ),
});

export function createIdentify(options: IdentityOptions): Identify {
  return (id, resource, resolver) => {
    const identityOf = identities[resource.Type] ?? placeholder;
    return identityOf(describe(id, resource, resolver, options));
  };
}

function describe(
  id: string,
  resource: TemplateResource,
  resolver: Resolver,
  options: IdentityOptions,
): Subject {
  const value = (property: string) => {
    options.onRead?.(resource.Type, property);
    const resolved = resolver.resolve(resource.Properties[property]);
    if (typeof resolved === 'string') return resolved;
    throw new TemplateError(`${resource.Type} (${id}) has no ${property}.`);
  };
  return {
    id,
    options,
    value,
    name: (property) =>
      resource.Properties[property] === undefined ? `${options.stackName}-${id}` : value(property),
    arn: (service, rest) => `arn:aws:${service}:${options.region}:${options.accountId}:${rest}`,
  };
}

/** Ten letters and digits, as API Gateway's ids are; the same at each start. */
function shortId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const cut = [0, 8, 12, 16, 20].map((from, index) => hex.slice(from, [8, 12, 16, 20, 32][index]));
  return cut.join('-');
}
